import { globSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { root } from "../infrastructure/repository.ts";
import type { Step } from "./step.ts";

const path = "docs/architecture.gen.svg";

/** A package of the picture: where its sources are and where it stands, in pixels of the picture. */
interface Box {
  name: string;
  folder: string;
  what: string;
  x: number;
  width: number;
}

const [width, line, boxWidth] = [960, 18, 280];

/**
 * From what people use at the top to what everything stands on. Each stands so that what it imports is straight below
 * it, and beside what is between.
 */
const rows: Box[][] = [
  [
    { name: "server", folder: "server", what: "Koa over the engine", x: 20, width: boxWidth },
    { name: "mocks", folder: "packages/mocks", what: "msw handlers, mock server", x: 340, width: boxWidth },
    { name: "sdk", folder: "packages/sdk", what: "TypeScript SDK", x: 660, width: boxWidth },
  ],
  [
    {
      ...{ name: "engine", folder: "packages/engine", what: "the rules, without I/O" },
      ...{ x: 180, width: boxWidth },
    },
  ],
  [
    {
      ...{ name: "contract", folder: "packages/contract", what: "types, operations, validators" },
      ...{ x: 20, width: 920 },
    },
  ],
];

interface Placed extends Box {
  y: number;
  height: number;
  folders: string[];
}

/** Which packages a package's sources import, and from how many files. */
export function importsOf(folder: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const file of sources(folder)) {
    const text = readFileSync(join(root, file), "utf8");
    const names = [...text.matchAll(/(?:from|import\()\s*"@renewal\/([a-z-]+)[^"]*"/g)].map(
      ([, name]) => name,
    );
    for (const name of new Set(names as string[])) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function sources(folder: string): string[] {
  return globSync(`${folder}/src/**/*.ts`, { cwd: root })
    .map((file) => file.replaceAll("\\", "/"))
    .sort();
}

/** What a package is made of: the folders of its sources. */
function folders(folder: string): string[] {
  const inside = sources(folder).map((file) => posix.relative(`${folder}/src`, file).split("/"));
  const names = inside.flatMap(([first, ...rest]) => (rest.length > 0 && first ? [first] : []));
  return [...new Set(names)].filter((name) => name !== "generated").sort();
}

/** Words in lines of so many letters. */
function lines(words: readonly string[], most = 36): string[] {
  const all: string[] = [];
  for (const word of words) {
    const last = all.at(-1);
    if (last !== undefined && last.length + word.length + 3 <= most)
      all[all.length - 1] = `${last} · ${word}`;
    else all.push(word);
  }
  return all;
}

function placed(): Placed[] {
  let y = 20;
  return rows.flatMap((row) => {
    const boxes = row.map((box) => {
      const inside = lines(folders(box.folder));
      return { ...box, folders: inside, height: 58 + inside.length * line, y };
    });
    y += Math.max(...boxes.map(({ height }) => height)) + 70;
    return boxes;
  });
}

function drawnBox({ x, y, width, height, name, what, folders: inside }: Placed): string {
  const texts = inside.map(
    (text, index) => `<text x="${x + 14}" y="${y + 66 + index * line}" fill="#475569">${text}</text>`,
  );
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="#f8fafc" stroke="#334155"/>`,
    `<text x="${x + 14}" y="${y + 24}" font-weight="bold" fill="#0f172a">${name}</text>`,
    `<text x="${x + 14}" y="${y + 43}" fill="#0f172a">${what}</text>`,
    ...texts,
  ].join("\n");
}

/** Straight down, past the boxes between. */
function drawnArrow({ from, to, files }: Arrow, boxes: readonly Placed[]): string {
  const between = boxes.filter(({ y }) => y > from.y && y < to.y);
  let [left, right] = [Math.max(from.x, to.x), Math.min(from.x + from.width, to.x + to.width)];
  for (const box of between) {
    if (box.x <= left) left = Math.max(left, box.x + box.width);
    else right = Math.min(right, box.x);
  }
  const x = Math.round((left + right) / 2);
  const y = from.y + from.height;
  return [
    `<line x1="${x}" y1="${y}" x2="${x}" y2="${to.y - 7}" stroke="#334155" marker-end="url(#head)"/>`,
    `<text x="${x + 8}" y="${y + 24}" font-size="11" fill="#334155">${files} ${files === 1 ? "file" : "files"}</text>`,
  ].join("\n");
}

interface Arrow {
  from: Placed;
  to: Placed;
  files: number;
}

function picture(): string {
  const boxes = placed();
  const arrows = boxes.flatMap((from) =>
    [...importsOf(from.folder)].flatMap(([name, files]) => {
      const to = boxes.find((box) => box.name === name);
      return to === undefined || to === from ? [] : [{ from, to, files }];
    }),
  );
  const height = Math.max(...boxes.map((box) => box.y + box.height)) + 20;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">`,
    "<title>Which package imports which, and from how many of its files</title>",
    '<defs><marker id="head" viewBox="0 0 8 8" refX="2" refY="4" markerWidth="8" markerHeight="8" orient="auto">',
    '<path d="M0 0 8 4 0 8z" fill="#334155"/></marker></defs>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...arrows.map((arrow) => drawnArrow(arrow, boxes)),
    ...boxes.map(drawnBox),
    "</svg>\n",
  ].join("\n");
}

/** The picture of docs/architecture.md, drawn from the imports of the sources as they are. */
export const architecture: Step = {
  name: "architecture",
  outputs: [path],
  run: async () => ({ [path]: picture() }),
};
