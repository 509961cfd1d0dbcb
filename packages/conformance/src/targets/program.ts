import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

const patience = 60_000;

/** A program that serves the API. */
export interface Program {
  /** With the version, as it says itself. */
  baseUrl: string;
  /** SIGTERM, and SIGKILL to one that does not end. */
  stop(): Promise<void>;
}

/** How to start one. */
export interface Start {
  /** The file for node, and its words. */
  command: readonly string[];
  folder: string;
  environment?: Record<string, string>;
}

/**
 * Starts a program of ours and waits until it says where it listens.
 *
 * @throws Error with what it said, when it ends or does not say
 */
export async function startProgram({ command, folder, environment }: Start): Promise<Program> {
  const child = spawn(process.execPath, command, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
  };
  try {
    return { baseUrl: await addressOf(child, ended), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function addressOf({ stdout, stderr }: ChildProcess, ended: Promise<void>) {
  return new Promise<string>((resolve, reject) => {
    let said = "";
    const late = setTimeout(
      () => reject(new Error(`The program does not say where it listens: ${said}`)),
      patience,
    );
    stderr?.on("data", (data) => {
      said += data;
    });
    createInterface({ input: stdout as NodeJS.ReadableStream }).on("line", (line) => {
      said += `${line}\n`;
      const [address] = /http:\/\/[^\s,]+\/v1/.exec(line) ?? [];
      if (address === undefined) return;
      clearTimeout(late);
      resolve(address);
    });
    ended.then(() => reject(new Error(`The program did not start: ${said}`)));
  });
}

/** The checkout of the sandbox takes a form, as a browser sends it. */
export async function payAtCheckout(paymentUrl: string, action: string): Promise<void> {
  const body = new URLSearchParams({ action });
  const { status } = await fetch(paymentUrl, { method: "POST", body, redirect: "manual" });
  if (status !== 303) throw new Error(`The checkout answered ${status}.`);
}
