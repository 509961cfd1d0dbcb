/** An answer by HTTP/1.1, as far as a load generator looks at it. */
export interface Answer {
  status: number;
  body: string;
}

/** How an answer says where it ends. Servers write the names in small letters or in capitals. */
const measure = /\r\n(?:content-length: *(\d+)|transfer-encoding: *chunked)(?:\r\n|$)/i;

/**
 * Reads the answer that a text holds; undefined while some of it is still to come.
 *
 * @param text a letter for each byte that came
 * @throws Error when it is no answer, or more than one
 */
export function answerIn(text: string): Answer | undefined {
  const start = text.indexOf("\r\n\r\n");
  if (start < 0) return undefined;
  const status = text.startsWith("HTTP/1.1 ") ? Number(text.slice(9, 12)) : Number.NaN;
  const measured = measure.exec(text.slice(0, start));
  if (Number.isNaN(status) || measured === null)
    throw new Error("What came is no answer that says its length.");
  const from = start + 4;
  const { body, end } =
    measured[1] === undefined ? chunks(text, from) : lengthy(text, from, Number(measured[1]));
  if (end > text.length) return undefined;
  if (end < text.length) throw new Error("More came than one answer.");
  return { status, body };
}

interface Body {
  body: string;
  /** Where it ends; infinitely far while that has not come. */
  end: number;
}

function lengthy(text: string, from: number, length: number): Body {
  const end = from + length;
  return { body: text.slice(from, end), end };
}

function chunks(text: string, from: number): Body {
  let body = "";
  for (let at = from; ; ) {
    const line = text.indexOf("\r\n", at);
    if (line < 0) return { body, end: Number.POSITIVE_INFINITY };
    const size = Number.parseInt(text.slice(at, line), 16);
    if (Number.isNaN(size)) throw new Error("A chunk does not say its length.");
    const end = line + 2 + size;
    body += text.slice(line + 2, end);
    at = end + 2;
    if (size === 0 || at > text.length) return { body, end: at };
  }
}
