import { addMonths, type Clock } from "@renewal/engine";

/** How far to move the clock. Months are calendar months in the business time zone; they go first. */
export interface Span {
  months?: number;
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
  milliseconds?: number;
}

/** A moment at which the clock stands, or a clock of the test's own. */
export type ClockOption = Date | string | number | Clock;

/** The mock's time. It runs with the machine's clock, or stands still, and a test moves it forward. */
export interface MovableClock extends Clock {
  /** Moves it to a moment that has not passed yet. */
  moveTo(moment: number): void;
  /** Whether time passes only when a test says so. */
  readonly standsStill: boolean;
  /** False for a clock that the test brought along: only the test moves that one. */
  readonly movable: boolean;
  reset(): void;
}

/** @throws RangeError when the moment cannot be read */
export function movableClock(option: ClockOption | undefined): MovableClock {
  if (isClock(option)) {
    return {
      ...{ now: () => option.now(), standsStill: true, movable: false, reset: () => undefined },
      moveTo() {
        throw new Error("This mock was given a clock of yours: move that one, then await mock.settle().");
      },
    };
  }
  const standsAt = option === undefined ? undefined : momentOf(option);
  let ahead = 0;
  const base = () => standsAt ?? Date.now();
  return {
    now: () => base() + ahead,
    standsStill: standsAt !== undefined,
    movable: true,
    moveTo(moment) {
      ahead = Math.max(ahead, moment - base());
    },
    reset() {
      ahead = 0;
    },
  };
}

function isClock(option: ClockOption | undefined): option is Clock {
  return typeof option === "object" && !(option instanceof Date);
}

function momentOf(option: Date | string | number): number {
  const moment = new Date(option).getTime();
  if (Number.isNaN(moment))
    throw new RangeError(`clock: ${String(option)} is no moment. Give one such as 2026-01-31T10:00:00Z.`);
  return moment;
}

/** The moment that lies a span after another. */
export function after(moment: number, span: Span, timeZone: string): number {
  const { months = 0, days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 } = span;
  const later = months === 0 ? moment : addMonths(moment, months, timeZone);
  return later + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
}
