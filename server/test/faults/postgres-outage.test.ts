import { afterEach, expect, test } from "vitest";
import type { Daemon } from "../../../scripts/infrastructure/daemon.ts";
import { startPostgres } from "../../../scripts/infrastructure/postgres.ts";
import { Book, nothingIsLost, orderAndPay } from "./book.ts";
import { ask } from "./client.ts";
import { type Fleet, type Instance, paid, startFleet } from "./fleet.ts";
import { ms, Tally } from "./load.ts";
import { pause, size, tell, until } from "./size.ts";

const outage = size(4, 20);
const people = 6;

/** A probe waits for the database for a second, and remembers the answer for half of one. */
const untilNotReady = 3_000;

/** Seconds after which everything must go on; the shorter form runs beside others. */
const recovery = size(50, 5);

let fleet: Fleet | undefined;
let postgres: Daemon;
afterEach(async () => {
  await fleet?.stop();
  await postgres?.stop();
});

/** Asks both probes again and again. */
async function probe({ url }: Instance, isOver: () => boolean) {
  const [ready, alive] = [new Tally(), new Tally()];
  while (!isOver()) {
    await Promise.all([ready.add(ask(url, "/readyz")), alive.add(ask(url, "/healthz"))]);
    await pause(250);
  }
  return { ready, alive };
}

/** Ready, and each of the requests that write succeeds. */
async function isBack(running: Fleet, number: number): Promise<boolean> {
  if ((await ask(running.url(), "/readyz")).status !== 200) return false;
  const member = await running.signIn(`back_${number}`).catch(() => undefined);
  const created = await member?.create(running.url(), `ORD-back-${number}`);
  if (created?.status !== 200) return false;
  return (await running.notify(running.url(), paid(JSON.parse(created.text).transaction_id))).status === 200;
}

test.each([
  ["stands still", async () => postgres.freeze(), async () => postgres.thaw()],
  ["is gone", () => postgres.kill(), () => postgres.restart()],
] as const)(
  `A server whose PostgreSQL %s for ${outage} s says so, lives, goes on by itself, and has all that it acknowledged`,
  async (what, lose, bring) => {
    postgres = await startPostgres();
    fleet = await startFleet({ databaseUrl: postgres.url });
    const running = fleet;
    const [server] = running.instances as [Instance];
    const book = new Book();
    let isOver = false;
    const names = Array.from({ length: people }, (_, person) => `user_${person}`);
    const members = await Promise.all(names.map((name) => running.signIn(name)));
    const streams = members.map((member) =>
      orderAndPay({ fleet: running, book, member, isOver: () => isOver }),
    );
    await until(() => book.payments.size > 30, "payments are acknowledged", 30);

    await lose();
    await pause(untilNotReady);
    let isEnding = false;
    const probes = probe(server, () => isEnding);
    const acknowledged = book.payments.size;
    await pause(outage * 1000 - untilNotReady);
    isEnding = true;
    const { ready, alive } = await probes;

    await bring();
    let tries = 0;
    const back = await until(() => isBack(running, ++tries), "everything goes on", recovery + 10);
    await until(() => book.payments.size > acknowledged + 30, "payments are acknowledged again", 30);
    isOver = true;
    await Promise.all(streams);
    tell(`PostgreSQL ${what} for ${outage} s`, {
      ...{ orders: book.orders.size, payments: book.payments.size, "503": book.later, lost: 0 },
      "not placed in time": book.notPlaced,
      ...{ "/readyz": String(ready), "/healthz": `${alive} in ${ms(alive.slowest)} at most` },
      "back after": `${back.toFixed(2)} s`,
    });
    expect([book.wrong, book.broken]).toEqual([[], 0]);
    expect(book.later).toBeGreaterThan(0);
    expect([ready.others(503), alive.others(200)]).toEqual([{}, {}]);
    expect(back).toBeLessThan(recovery);
    await nothingIsLost(running, book);
  },
  size(150_000, 240_000),
);
