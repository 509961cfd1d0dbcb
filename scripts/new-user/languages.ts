import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What a person does in one language: the guide's first program, laid where the guide says, and the guide's commands. */
export interface Journey {
  language: string;
  guide: string;
  /** Prints which tools it was tried with. */
  versions: string;
  /** The ending of the guide's program among its blocks, and of what else it tells to write down. */
  program: string;
}

export const journeys: readonly Journey[] = [
  { language: "TypeScript", guide: "typescript.md", versions: "node --version", program: "ts" },
  { language: "Python", guide: "python.md", versions: "python3 --version", program: "python" },
  { language: "Go", guide: "go.md", versions: "go version", program: "go" },
  { language: "Java", guide: "java.md", versions: "java --version", program: "java" },
];

/** The guide's words put into deeds: writes its files and answers its commands, in their order. */
export function follow({ guide, program }: Journey, guides: string, folder: string): string[] {
  const text = readFileSync(join(guides, guide), "utf8");
  const whole = text.slice(0, text.indexOf("\n## "));
  const commands: string[] = [];
  // "Put this into `file`" stands before what to put there, and perhaps "run it with `command`".
  let file: string | undefined;
  let start: string | undefined;
  for (const [part, language, source] of parts(whole)) {
    file = /[Pp]ut this into `([^`]+)`/.exec(part)?.[1] ?? file;
    start = /run it with `([^`]+)`/.exec(part)?.[1] ?? start;
    if (language === "bash") commands.push(...source.trim().split("\n"));
    else if (file !== undefined) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), source);
    }
    if (language === program) break;
  }
  if (start === undefined) throw new Error(`${guide} does not say "run it with …" before its program.`);
  return [...commands, start];
}

/** The prose before each block, the block's language, and the block. */
function parts(text: string): [prose: string, language: string, source: string][] {
  return [...text.matchAll(/([\s\S]*?)^```(\w+)\n([\s\S]*?)^```$/gm)].map(
    ([, prose = "", language = "", source = ""]) => [prose, language, source],
  );
}
