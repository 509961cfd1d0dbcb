import { type DestinationStream, type Logger, type LoggerOptions, pino } from "pino";

/** Lines of requests are written some dozen at a time: a system call for each cost a tenth of a read. */
const together = { bytes: 8_192, milliseconds: 100 };

/** What would let the reader of a log act as somebody else, wherever it stands in a line. */
const secrets: [RegExp, string][] = [
  // JSON web tokens, whole or without their signature.
  [/\beyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?/g, "[token]"],
  [/\brt_[\w-]{16,}/g, "[refresh token]"],
  [/\brcs_[\w-]{16,}/g, "[secret]"],
  [/\bwhsec_[\w+/=-]+/g, "[secret]"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, "[private key]"],
  [/\b(Bearer|Basic) +[\w.~+/=-]+/gi, "$1 [redacted]"],
  // user:password@ in the address of a database.
  [/(:\/\/[^\s:/@"\\]*):[^\s@"\\]+@/g, "$1:[redacted]@"],
  [
    /((?:client_secret|refresh_token|access_token|x-signature|cursor)(?:\\?["'])?\s*[:=]\s*(?:\\?["'])?)[^\s"'\\&,}]+/gi,
    "$1[redacted]",
  ],
];

/** A line without its secrets. A net below the rule that none is written in the first place. */
export function redact(line: string): string {
  return secrets.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}

let written = { at: 0, text: "" };

/** The field that begins with the time; on a busy server several lines share a millisecond. */
function isoTime(): string {
  const at = Date.now();
  if (at !== written.at) written = { at, text: `,"time":"${new Date(at).toISOString()}"` };
  return written.text;
}

/** How a line begins, for those that are put together elsewhere. */
export function beginningOf(level: string): string {
  return `{"level":"${level}"${isoTime()}`;
}

/** As pino counts. */
const warning = 40;

/**
 * Standard output, in larger pieces; nothing stays behind for longer than a moment, or when the process ends. The lines are
 * put together here: pino's own buffer counts the bytes of all that it holds again for each line that it takes.
 */
function buffered() {
  // Told that text comes as bytes, it need not count them twice.
  const output = pino.destination({ dest: 1, sync: true, contentMode: "buffer" });
  let lines = "";
  const flush = () => {
    if (lines === "") return;
    const bytes = Buffer.from(lines);
    lines = "";
    // Has written them when it returns. Its flushSync would wait for the disk as well, where a file is written to.
    output.write(bytes as unknown as string);
  };
  setInterval(flush, together.milliseconds).unref();
  process.on("exit", flush);
  const write = (line: string) => {
    lines += line;
    if (lines.length >= together.bytes) flush();
  };
  return { stream: { write }, flush };
}

/**
 * A logger that writes a JSON object per line.
 *
 * @param destination standard output by default
 */
export function jsonLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: redact },
  };
  if (destination !== undefined) return pino(options, destination);
  const { stream, flush } = buffered();
  const hooks: LoggerOptions["hooks"] = {
    ...options.hooks,
    // What somebody should know of is not lost with a process that dies of it.
    logMethod(words, method, severity) {
      method.apply(this, words);
      if (severity >= warning) flush();
    },
  };
  return pino({ ...options, hooks }, stream);
}
