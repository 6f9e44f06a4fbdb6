/** Markup as a value. The tag function below is the one point where text becomes HTML: whatever is put into a template
 *  is escaped, unless a template made it. */

/** An item of a list. Its text may be made when it is first wanted: who keeps the object, keeps the text. */
export interface Piece {
  toString(): string;
}

/** Items of a list within markup, which a page can put in anew one by one. */
export type Pieces = readonly Piece[];

export class Html {
  private constructor(
    /** Text, a list, text, a list, text ... */
    private readonly parts: readonly (string | Pieces)[],
  ) {}

  static of(strings: TemplateStringsArray, values: readonly HtmlValue[]): Html {
    const parts: (string | Pieces)[] = [];
    let text = strings[0] ?? '';
    const add = (value: HtmlValue): void => {
      if (typeof value === 'string') text += escaped(value);
      else if (value instanceof Html) value.parts.forEach(addPart);
      else if (typeof value === 'object') value.forEach(add);
      else if (value !== undefined && value !== false) text += String(value);
    };
    const addPart = (part: string | Pieces): void => {
      if (typeof part === 'string') text += part;
      else {
        parts.push(text, part);
        text = '';
      }
    };
    for (let index = 0; index < values.length; index++) {
      add(values[index]);
      text += strings[index + 1] ?? '';
    }
    return new Html([...parts, text]);
  }

  /** A script or style of our own, or data as JSON: the text stands as it is, but nothing in it can end the element. In the
   *  strings of both the replacement says the same. */
  static element(name: 'script' | 'style', attributes: Html, text: string): Html {
    const inside = text.replace(/<(?=\/(?:script|style)|!--)/gi, '\\u003c');
    return new Html([`<${name} ${attributes.toString()}>${inside}</${name}>`]);
  }

  static pieces(items: Pieces): Html {
    return new Html(['', items, '']);
  }

  /** The lists, in the order of the text. */
  get pieces(): readonly Pieces[] {
    return this.parts.filter((part) => typeof part !== 'string');
  }

  /** Without the items of its lists. */
  get frame(): string {
    return this.cut(0).toString();
  }

  /** With no more than so many items in each of its lists. */
  cut(most: number): Html {
    return new Html([
      this.parts.map((part) => (typeof part === 'string' ? part : part.slice(0, most).join(''))).join(''),
    ]);
  }

  /** Whether both have the same frame and the same objects in their lists: then the text is the same, too. */
  isAs(other: Html): boolean {
    return (
      this.parts.length === other.parts.length &&
      this.parts.every((part, index) => isSamePart(part, other.parts[index]))
    );
  }

  toString(): string {
    return this.parts.map((part) => (typeof part === 'string' ? part : part.join(''))).join('');
  }
}

function isSamePart(part: string | Pieces, other: string | Pieces | undefined): boolean {
  if (typeof part === 'string' || typeof other === 'string') return part === other;
  return part.length === other?.length && part.every((item, index) => item === other[index]);
}

export const element = (name: 'script' | 'style', attributes: Html, text: string): Html =>
  Html.element(name, attributes, text);

/** The children of an element that has the attribute `data-pieces` and nothing else in it. Of a long list, mostly few change.
 *  @param items  an element each, without lists of their own */
export const pieces = (items: readonly Html[]): Html => Html.pieces(items.map(String));

/** The same, of items that are made when they are wanted. */
export const latePieces = (items: Pieces): Html => Html.pieces(items);

/** `undefined` and `false` leave nothing behind. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[];

export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return Html.of(strings, values);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const UNSAFE = /[&<>"']/;

const escaped = (text: string): string =>
  UNSAFE.test(text) ? text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character) : text;
