import { afterEach, expect, test } from "vitest";
import type { Daemon } from "../../../scripts/infrastructure/daemon.ts";
import { startPostgres } from "../../../scripts/infrastructure/postgres.ts";
import { Book, nothingIsLost, orderAndPay } from "./book.ts";
import { type Fleet, type FleetOptions, type Instance, startFleet } from "./fleet.ts";
import { pause, size, tell, until } from "./size.ts";

/** So many people order and pay at once. */
const people = 8;

const kills = size(6, 100);
const databaseKills = size(3, 10);

let fleet: Fleet | undefined;
let postgres: Daemon | undefined;
afterEach(async () => {
  await fleet?.stop();
  await postgres?.stop();
  [fleet, postgres] = [undefined, undefined];
});

async function start(options: FleetOptions): Promise<Fleet> {
  fleet = await startFleet(options);
  return fleet;
}

const databases: [string, () => Promise<FleetOptions>][] = [
  ["SQLite", async () => ({})],
  [
    "PostgreSQL",
    async () => {
      postgres = await startPostgres();
      return { databaseUrl: postgres.url };
    },
  ],
];

test.each(databases)(
  `the server, killed ${kills} times over %s while people order and pay, loses nothing it acknowledged and renews nothing twice`,
  async (name, database) => {
    const running = await start(await database());
    const [server] = running.instances as [Instance];
    const book = new Book();
    for (let round = 0; round < kills; round += 1) {
      if (round > 0) await server.start();
      const streams = streamsOf(running, book, round, () => server.command.process.killed);
      const before = book.payments.size;
      // In the midst of the stream, at another point of it each time; never before anything was acknowledged.
      const enough = before + 1 + Math.floor(Math.random() * 40);
      await until(() => book.payments.size >= enough, "payments are acknowledged");
      await server.kill();
      await streams;
    }
    await server.start();
    await nothingIsLost(running, book);
    tell(`SIGKILL of the server over ${name}`, { kills, ...countsOf(book), lost: 0, "renewed twice": 0 });
    expect(book.wrong).toEqual([]);
    expect(book.broken).toBeGreaterThan(0);
  },
  size(120_000, 1_200_000),
);

test(
  `PostgreSQL, killed ${databaseKills} times while people order and pay, has all that was acknowledged`,
  async () => {
    postgres = await startPostgres();
    const running = await start({ databaseUrl: postgres.url });
    const book = new Book();
    let isOver = false;
    const streams = streamsOf(running, book, 0, () => isOver);
    for (let round = 0; round < databaseKills; round += 1) {
      const before = book.payments.size;
      await until(() => book.payments.size > before + 20, "payments are acknowledged again");
      await postgres.kill();
      await pause(Math.random() * 500);
      await postgres.restart();
    }
    const before = book.payments.size;
    await until(() => book.payments.size > before + 20, "payments are acknowledged again");
    isOver = true;
    await streams;
    await nothingIsLost(running, book);
    const counts = { kills: databaseKills, ...countsOf(book), lost: 0, "renewed twice": 0 };
    tell("SIGKILL of PostgreSQL", counts);
    expect([book.wrong, book.broken]).toEqual([[], 0]);
    expect(book.later).toBeGreaterThan(0);
  },
  size(120_000, 600_000),
);

/** Begins the streams of people who are there for this round alone, so that no membership grows without end. */
async function streamsOf(of: Fleet, book: Book, round: number, isOver: () => boolean): Promise<void> {
  const names = Array.from({ length: people }, (_, person) => `user_${round}_${person}`);
  const members = await Promise.all(names.map((name) => of.signIn(name)));
  await Promise.all(members.map((member) => orderAndPay({ fleet: of, book, member, isOver })));
}

function countsOf({ orders, payments, broken, later, notPlaced }: Book) {
  return {
    orders: orders.size,
    payments: payments.size,
    "broken connections": broken,
    "503": later,
    notPlaced,
  };
}
