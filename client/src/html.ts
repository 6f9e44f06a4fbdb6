/** Markup as a value. The tag function below is the one point where text becomes HTML: whatever is put into a template
 *  is escaped, unless a template made it. */

export class Html {
  private constructor(private readonly text: string) {}

  static of(strings: TemplateStringsArray, values: readonly HtmlValue[]): Html {
    const parts = strings.map((part, index) => part + (index < values.length ? markup(values[index]) : ''));
    return new Html(parts.join(''));
  }

  /** A script or style of our own, or data as JSON: the text stands as it is, but nothing in it can end the element. In the
   *  strings of both the replacement says the same. */
  static element(name: 'script' | 'style', attributes: Html, text: string): Html {
    const inside = text.replace(/<(?=\/(?:script|style)|!--)/gi, '\\u003c');
    return new Html(`<${name} ${attributes.toString()}>${inside}</${name}>`);
  }

  toString(): string {
    return this.text;
  }
}

export const element = (name: 'script' | 'style', attributes: Html, text: string): Html =>
  Html.element(name, attributes, text);

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

function markup(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'object') return value.map(markup).join('');
  return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
