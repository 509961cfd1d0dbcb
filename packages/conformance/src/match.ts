import type { Json } from "./case.ts";

/**
 * Compares what came with what was expected. Objects may hold more than is expected; lists may not. An object whose one
 * key begins with `$` is a rule.
 *
 * @returns what is wrong, in words; empty when nothing is
 */
export function mismatch(actual: unknown, expected: unknown, place = "it"): string[] {
  const rule = ruleOf(expected);
  if (rule !== undefined)
    return rule.says(actual, rule.value)
      ? []
      : [`${place}: ${rule.name} ${show(rule.value)} does not hold of ${show(actual)}`];
  if (Array.isArray(expected)) return ofLists(actual, expected, place);
  if (typeof expected === "object" && expected !== null) {
    if (typeof actual !== "object" || actual === null)
      return [`${place} is ${show(actual)}, not ${show(expected)}`];
    return Object.entries(expected).flatMap(([key, value]) =>
      mismatch(
        key === "amount" ? shortest((actual as Json)[key]) : (actual as Json)[key],
        key === "amount" ? shortest(value) : value,
        `${place}.${key}`,
      ),
    );
  }
  const isSame =
    typeof expected === "number" && typeof actual === "number"
      ? Math.abs(actual - expected) < 1e-6
      : actual === expected || (expected === null && actual === undefined) || isSameInstant(actual, expected);
  return isSame ? [] : [`${place} is ${show(actual)}, not ${show(expected)}`];
}

function ofLists(actual: unknown, expected: readonly unknown[], place: string): string[] {
  if (!Array.isArray(actual)) return [`${place} is ${show(actual)}, not ${show(expected)}`];
  if (actual.length !== expected.length)
    return [`${place} has ${actual.length} elements, not ${expected.length}: ${show(actual)}`];
  return expected.flatMap((value, index) => mismatch(actual[index], value, `${place}[${index}]`));
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Languages write the same time with more or fewer digits. */
function isSameInstant(one: unknown, other: unknown): boolean {
  const times = [one, other].map((text) =>
    typeof text === "string" && instant.test(text) ? Date.parse(text) : Number.NaN,
  );
  return times[0] === times[1];
}

/** 99.90 and 99.9 are the same money: not every language keeps the last nought. */
function shortest(amount: unknown): unknown {
  return typeof amount === "string" && /^\d+\.\d+$/.test(amount) ? amount.replace(/\.?0+$/, "") : amount;
}

type Rule = (actual: unknown, value: never) => boolean;

const rules: Record<string, Rule> = {
  $absent: (actual) => actual === undefined || actual === null,
  $present: (actual) => actual !== undefined && actual !== null,
  $matches: (actual, pattern: string) => typeof actual === "string" && new RegExp(pattern).test(actual),
  $excludes: (actual, texts: string[]) =>
    typeof actual === "string" && actual.length > 0 && !texts.some((text) => actual.includes(text)),
  $one_of: (actual, values: unknown[]) => values.some((value) => mismatch(actual, value).length === 0),
  $between: (actual, [least, most]: [number, number]) =>
    typeof actual === "number" && actual >= least && actual <= most,
  $longest: (actual, most: number) => typeof actual === "string" && Buffer.byteLength(actual) <= most,
  $contains: (actual, values: unknown[]) =>
    Array.isArray(actual) && values.every((value) => actual.some((one) => mismatch(one, value).length === 0)),
  $all: (actual, value: unknown) =>
    Array.isArray(actual) && actual.length > 0 && actual.every((one) => mismatch(one, value).length === 0),
  $count: (actual, count: number) => Array.isArray(actual) && actual.length === count,
};

function ruleOf(expected: unknown): { name: string; value: never; says: Rule } | undefined {
  if (typeof expected !== "object" || expected === null) return undefined;
  const [name = "", ...more] = Object.keys(expected);
  const says = rules[name];
  if (says === undefined || more.length > 0) return undefined;
  return { name, says, value: (expected as Record<string, never>)[name] as never };
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "absent";
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
