/** Name and value pairs in the order received, or why they could not be read. */
export type FormPairs =
  | { readonly kind: "read"; readonly pairs: readonly (readonly [string, string])[] }
  | { readonly kind: "malformed"; readonly why: string };

/**
 * Reads `a=1&b=2` of a query or a form body. A plus is a space; a literal space is kept, since PHP samples send `txdtm`
 * unencoded. docs/qfpay.md#transport
 */
export function readForm(text: string): FormPairs {
  try {
    const pairs = text
      .split("&")
      .filter((part) => part !== "")
      .map((part): readonly [string, string] => {
        const equals = part.indexOf("=");
        return equals < 0 ? [decoded(part), ""] : [decoded(part.slice(0, equals)), decoded(part.slice(equals + 1))];
      });
    return { kind: "read", pairs };
  } catch {
    return { kind: "malformed", why: "the parameters are not percent-encoded UTF-8" };
  }
}

function decoded(part: string): string {
  return decodeURIComponent(part.replaceAll("+", " "));
}

/** Reads the text fields of a `multipart/form-data` body, as a Magento module sends it. */
export function readMultipart(body: string, contentType: string): FormPairs {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return { kind: "malformed", why: "the multipart body names no boundary" };
  const parts = body.split(`--${mark}`).slice(1, -1);
  const pairs: (readonly [string, string])[] = [];
  for (const part of parts) {
    const field = /^\r?\n([\s\S]*?)\r?\n\r?\n([\s\S]*?)\r?\n$/.exec(part);
    const name = /\bname="([^"]*)"/i.exec(field?.[1] ?? "")?.[1];
    if (name === undefined) return { kind: "malformed", why: "a part of the multipart body has no name" };
    pairs.push([name, field?.[2] ?? ""]);
  }
  return { kind: "read", pairs };
}
