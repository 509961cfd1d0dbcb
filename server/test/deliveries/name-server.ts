import { createSocket } from "node:dgram";
import type { AddressInfo } from "node:net";

export interface NameServer {
  address: string;
  /** The names that were asked for. */
  asked: string[];
  close(): Promise<void>;
}

/**
 * A name server.
 *
 * @param answer the IPv4 address of a name; undefined: it never answers
 */
export async function openNameServer(answer: (name: string) => string | undefined): Promise<NameServer> {
  const asked: string[] = [];
  const socket = createSocket("udp4");
  socket.on("message", (question, { port, address }) => {
    const { name, end } = readName(question);
    const isForIpv4 = question.readUInt16BE(end) === 1;
    const found = answer(name);
    if (isForIpv4) asked.push(name);
    if (found !== undefined) socket.send(reply(question, end, isForIpv4 ? found : undefined), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${(socket.address() as AddressInfo).port}`,
    asked,
    close() {
      return new Promise((resolve) => socket.close(() => resolve()));
    },
  };
}

function readName(question: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join("."), end: at + 1 };
}

/** RFC 1035: the question again, and at most one answer, which is good for no time at all. */
function reply(question: Buffer, end: number, address: string | undefined): Buffer {
  const header = Buffer.from(question.subarray(0, 12));
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(address === undefined ? 0 : 1, 6);
  header.writeUInt32BE(0, 8);
  const record = [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...(address ?? "").split(".").map(Number)];
  const answer = address === undefined ? [] : record;
  return Buffer.concat([header, question.subarray(12, end + 4), Buffer.from(answer)]);
}
