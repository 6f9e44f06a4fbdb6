/** Markup as a value. The tag function below is the one point where text becomes HTML: whatever is put into a template
 *  is escaped, unless a template made it. */

/** A list within markup, whose items a page can put in anew one by one. */
export interface Pieces {
  /** Where in the text the first item begins; they follow each other. */
  readonly start: number;
  readonly items: readonly string[];
}

export class Html {
  private constructor(
    private readonly text: string,
    /** In the order of the text. */
    readonly pieces: readonly Pieces[],
  ) {}

  static of(strings: TemplateStringsArray, values: readonly HtmlValue[]): Html {
    let text = '';
    const pieces: Pieces[] = [];
    const add = (value: HtmlValue): void => {
      if (value instanceof Html) {
        for (const { start, items } of value.pieces) pieces.push({ start: text.length + start, items });
        text += value.text;
      } else if (typeof value === 'object') value.forEach(add);
      else if (value !== undefined && value !== false) text += escaped(String(value));
    };
    strings.forEach((part, index) => {
      text += part;
      if (index < values.length) add(values[index]);
    });
    return new Html(text, pieces);
  }

  /** A script or style of our own, or data as JSON: the text stands as it is, but nothing in it can end the element. In the
   *  strings of both the replacement says the same. */
  static element(name: 'script' | 'style', attributes: Html, text: string): Html {
    const inside = text.replace(/<(?=\/(?:script|style)|!--)/gi, '\\u003c');
    return new Html(`<${name} ${attributes.toString()}>${inside}</${name}>`, []);
  }

  static pieces(items: readonly string[]): Html {
    return new Html(items.join(''), [{ start: 0, items }]);
  }

  /** Without the items of its lists. */
  get frame(): string {
    return this.cut(0).text;
  }

  /** With no more than so many items in each of its lists. */
  cut(most: number): Html {
    let text = '';
    let end = 0;
    for (const { start, items } of this.pieces) {
      text += this.text.slice(end, start) + items.slice(0, most).join('');
      end = start + items.reduce((length, item) => length + item.length, 0);
    }
    return new Html(text + this.text.slice(end), []);
  }

  toString(): string {
    return this.text;
  }
}

export const element = (name: 'script' | 'style', attributes: Html, text: string): Html =>
  Html.element(name, attributes, text);

/** The children of an element that has the attribute `data-pieces` and nothing else in it. Of a long list, mostly few change.
 *  @param items  an element each, without lists of their own */
export const pieces = (items: readonly Html[]): Html => Html.pieces(items.map(String));

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

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
