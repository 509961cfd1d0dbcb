import { connect } from "node:net";
import { createHistogram } from "node:perf_hooks";
import { type Answer, answerIn } from "./answer.ts";

/** What is asked of a server, and for how long. */
export interface Asking {
  /** Such as `http://127.0.0.1:8080`. */
  url: string;
  connections: number;
  /** Ends after these seconds, or after as many requests. */
  until: { seconds: number } | { requests: number };
  /** The next request, as it goes over the wire; ASCII. */
  next(): string;
  /** Whether a body that came with status 200 is what it should be. */
  isRight(body: string): boolean;
}

export interface Heard {
  answers: number;
  /** From the first request to the last answer. */
  seconds: number;
  /** Milliseconds from a request to the end of its answer, kept in whole microseconds. */
  p50: number;
  p99: number;
}

/** Milliseconds without a byte after which a request counts as unanswered. */
const patience = 10_000;

/**
 * Asks a server as fast as it answers: each connection asks again when it has its answer.
 *
 * @throws Error at the first answer that is wrong, or that does not come within 10 s: such a run says nothing
 */
export async function ask({ url, connections, until, next, isRight }: Asking): Promise<Heard> {
  const { seconds, requests } = { seconds: Infinity, requests: Infinity, ...until };
  const lines = await Promise.all(Array.from({ length: Math.min(connections, requests) }, () => dial(url)));
  const waits = createHistogram();
  const began = performance.now();
  const end = began + seconds * 1000;
  let asked = 0;
  const keepAsking = async (line: Line) => {
    for (let now = performance.now(); now < end && asked < requests; ) {
      asked += 1;
      const { status, body } = await line.ask(next());
      if (status !== 200 || !isRight(body))
        throw new Error(`A wrong answer: ${status} ${body.slice(0, 300)}`);
      const before = now;
      now = performance.now();
      // It takes none below 1.
      waits.record(Math.max(1, Math.round((now - before) * 1000)));
    }
  };
  try {
    await Promise.all(lines.map(keepAsking));
  } finally {
    for (const line of lines) line.close();
  }
  const [p50, p99] = [50, 99].map((part) => waits.percentile(part) / 1000) as [number, number];
  return { answers: asked, seconds: (performance.now() - began) / 1000, p50, p99 };
}

/** A connection that carries one request at a time. */
interface Line {
  /** @throws Error when the connection ends or nothing comes */
  ask(request: string): Promise<Answer>;
  close(): void;
}

/** Where bytes land. All connections share it: they are read off before the next ones come. */
const landing = Buffer.alloc(65_536);

function dial(url: string): Promise<Line> {
  const { hostname: host, port } = new URL(url);
  let resolve: (answer: Answer) => void;
  let reject: (error: Error) => void;
  let come = "";
  const hear = (length: number) => {
    come += landing.toString("latin1", 0, length);
    try {
      const answer = answerIn(come);
      if (answer === undefined) return true;
      come = "";
      resolve(answer);
    } catch (error) {
      socket.destroy(error as Error);
    }
    return true;
  };
  const onread = { buffer: landing, callback: hear };
  const socket = connect({ host, port: Number(port), noDelay: true, timeout: patience, onread });
  socket.on("timeout", () => socket.destroy(new Error(`Nothing came within ${patience} ms.`)));
  socket.on("error", (error) => reject(error));
  socket.on("close", () => reject(new Error("The server closed the connection.")));
  const line: Line = {
    ask: (request) =>
      new Promise((heard, failed) => {
        resolve = heard;
        reject = failed;
        socket.write(request, "latin1");
      }),
    close: () => socket.destroy(),
  };
  return new Promise((dialled, failed) => {
    reject = failed;
    socket.once("connect", () => dialled(line));
  });
}
