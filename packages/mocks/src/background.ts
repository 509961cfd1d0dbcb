import type { Post } from "@renewal/engine";
import { notifyDueAt } from "@renewal/engine/sandbox";
import { after, type MovableClock, type Span } from "./clock.ts";
import { type DeliveryLog, postOf } from "./deliveries.ts";
import { deliveryDueAt, orderDueAt, refundDueAt } from "./due.ts";
import { type Town, unheld } from "./town.ts";

/** The work that no request asks for: the gateway's notifications, orders that are due, notifications to merchants. */
export interface Background {
  /** Does all that is due now. */
  settle(): Promise<void>;
  /** Whether something may be due; looks no further when it is known that nothing is yet. */
  isDue(): boolean;
  /** Moves the clock, and does what falls due on the way at its own moment. */
  advance(span: Span): Promise<void>;
  /** Lets timers do what falls due later. Only for a clock that runs by itself. */
  schedule(): void;
  stop(): void;
}

/** More steps than any journey has; beyond it something feeds on itself. */
const mostSteps = 10_000;

const { setTimeout, clearTimeout } = globalThis;

export function background(town: Town, log: DeliveryLog): Background {
  let settling: Promise<void> | undefined;
  const post = postOf(town.options.deliveries, log, town.clock);
  const alarm = alarmOf(town.clock, () => void self.settle().then(self.schedule));

  const self: Background = {
    settle() {
      settling ??= untilNothingIsDue(town, post).finally(() => {
        settling = undefined;
        town.dueAt = undefined;
      });
      return settling;
    },
    isDue: () => knownDue(town) <= town.clock.now(),
    async advance(span) {
      const target = after(town.clock.now(), span, town.options.businessTimeZone);
      if (!(target >= town.clock.now()))
        throw new RangeError("The clock moves forward only. Reset the mock.");
      await self.settle();
      for (let steps = 0; steps < mostSteps; steps += 1) {
        const next = nextDue(town);
        if (next > target) break;
        town.clock.moveTo(next);
        await self.settle();
      }
      town.clock.moveTo(target);
    },
    schedule() {
      alarm.set(town.clock.standsStill ? Number.POSITIVE_INFINITY : knownDue(town));
    },
    stop: alarm.stop,
  };
  return self;
}

async function untilNothingIsDue(town: Town, post: Post): Promise<void> {
  for (let steps = 0; (await step(town, post)) > 0; steps += 1) {
    if (steps > mostSteps) throw new Error("The mock found no end of things to do. Reset it.");
  }
}

async function step(town: Town, post: Post): Promise<number> {
  const notified = await town.sandbox.deliverDue();
  const finished = await town.engine.finishDueOrders();
  const attempts = await town.engine.sendDueDeliveries(post);
  await Promise.all(attempts.map(({ ended }) => ended));
  return notified + finished + attempts.length;
}

interface Alarm {
  /** @param moment of the mock's clock; Infinity: never */
  set(moment: number): void;
  stop(): void;
}

function alarmOf(clock: MovableClock, ring: () => void): Alarm {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When it is to ring, by the machine's clock. */
  let rings = Number.NaN;
  const stop = () => {
    clearTimeout(timer);
    rings = Number.NaN;
  };
  return {
    stop,
    set(moment) {
      const wait = moment - clock.now();
      const at = Date.now() + wait;
      // Most requests change nothing of it. The two clocks may be read on either side of a millisecond's end.
      if (Math.abs(at - rings) <= 1) return;
      stop();
      if (moment === Number.POSITIVE_INFINITY) return;
      rings = at;
      const look = () => {
        rings = Number.NaN;
        ring();
      };
      timer = unheld(setTimeout(look, Math.min(Math.max(wait, 0), 60_000)));
    },
  };
}

/** Before this moment nothing must be done. All rows are looked through once; afterwards each change tells of itself. */
function knownDue(town: Town): number {
  town.dueAt ??= nextDue(town);
  return town.dueAt;
}

/** When something must be done next; Infinity: never. */
function nextDue({ store: { tables }, payments }: Town): number {
  const moments = [
    ...[...payments.rows.values()].map(notifyDueAt),
    ...[...tables.orders.values()].map(orderDueAt),
    ...[...tables.refunds.values()].map(refundDueAt),
    ...[...tables.deliveries.values()].map(deliveryDueAt),
  ];
  return moments.reduce<number>(
    (a, b = Number.POSITIVE_INFINITY) => Math.min(a, b),
    Number.POSITIVE_INFINITY,
  );
}
