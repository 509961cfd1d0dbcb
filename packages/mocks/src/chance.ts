/** Bytes that look like chance, the same ones for the same seed. */
export interface Chance {
  byte(): number;
  /** How many numbers were drawn, to go on from there after a page was loaded anew. */
  drawn: number;
}

/** Splitmix32 over a counter, whose place alone says which number comes next. */
export function chanceFrom(seed: string | number): Chance {
  const start = digest(String(seed));
  const chance: Chance = {
    drawn: 0,
    byte() {
      chance.drawn += 1;
      return mix(start + Math.imul(chance.drawn, 0x9e3779b9)) >>> 24;
    },
  };
  return chance;
}

function mix(number: number): number {
  let mixed = number | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}

/** FNV-1a. */
function digest(text: string): number {
  let hash = 0x811c9dc5;
  for (const unit of text) hash = Math.imul(hash ^ (unit.codePointAt(0) as number), 0x01000193);
  return hash;
}
