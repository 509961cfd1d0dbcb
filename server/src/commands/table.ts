/** Rows under a line of names, each column as wide as its widest cell; what stands last is not padded. */
export function table(names: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = names.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = [names, ...rows].map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

/** A moment as people read it, in UTC; `-` when there is none. */
export function moment(at: number | null | undefined): string {
  return at === null || at === undefined
    ? "-"
    : `${new Date(at).toISOString().slice(0, 16).replace("T", " ")}Z`;
}

/** Text of others' making on a terminal: without the characters that would move its cursor. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
}
