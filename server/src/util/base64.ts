const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Base64 with its padding, without ends of lines. */
export const isBase64 = (text: string): boolean => BASE64.test(text);
