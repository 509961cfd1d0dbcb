import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Command, command } from "./commands.ts";
import { Player } from "./play.ts";
import { bothSides, type Clock, type Side, testClock } from "./sides.ts";

/** 10,000 in the full form: RENEWAL_SEQUENCES=10000 npx vitest run test/equality */
const sequences = Number(process.env.RENEWAL_SEQUENCES ?? 300);

/** The same sequences each time, unless RENEWAL_SEED names others; empty: others each time. */
const seed = process.env.RENEWAL_SEED ?? "2026";

let clock: Clock;
let sides: [Side, Side];
let hooks: [string, string];
let played = 0;
let asked = 0;
const statuses = new Map<string, number>();

beforeAll(async () => {
  clock = testClock();
  ({ sides, hooks } = await bothSides(clock));
});

afterAll(async () => {
  for (const side of sides) await side.stop();
});

/** After which something may be due. */
const makesWork = new Set(["create", "read", "checkout", "notify", "refund", "time"]);

/** Both sides go the same way, step by step. */
async function playBoth(commands: readonly Command[]): Promise<void> {
  played += 1;
  // Nobody's limits reach into the next sequence.
  clock.set(clock.now() + 2 * 3_600_000);
  await Promise.all(sides.map((side) => side.forget()));
  const users = [0, 1, 2].map((number) => `user-${played}-${number}`);
  const players = sides.map(
    (side, index) => new Player(side, { users, hook: hooks[index] as string, clock }),
  );
  const opening: Command[] = [0, 1].map((user) => ({ kind: "token", user, how: "json" }));
  for (const next of [...opening, ...commands]) {
    if (next.kind === "time") clock.set(clock.now() + next.milliseconds);
    await Promise.all(
      players.map(async (player) => {
        await player.play(next);
        if (makesWork.has(next.kind)) await player.side.settle();
      }),
    );
    // Half of the time nobody notices that the tokens have run out, and half of the time the app does.
    if (next.kind === "time" && next.milliseconds > 600_000 && next.renews)
      for (const renewal of opening) await Promise.all(players.map((player) => player.play(renewal)));
  }
  await Promise.all(sides.map((side) => side.settle()));
  const [server, mock] = players as [Player, Player];
  expect(mock.told).toEqual(server.told);
  expect(await mock.state()).toEqual(await server.state());
  for (const {
    command: { kind },
    status,
  } of server.told) {
    asked += 1;
    statuses.set(`${kind} ${status}`, (statuses.get(`${kind} ${status}`) ?? 0) + 1);
  }
}

test(
  `${sequences} random sequences of requests, choices and time end in the same answers and the same state`,
  async () => {
    const property = fc.asyncProperty(fc.array(command, { minLength: 4, maxLength: 24 }), playBoth);
    const chosen = seed === "" ? {} : { seed: Number(seed) };
    await fc.assert(property, { numRuns: sequences, ...chosen });
    console.log(`${played} sequences, ${asked} requests to each side: ${told()}`);
  },
  60_000 + sequences * 1000,
);

test("the sequences have met every kind of answer that they are about", () => {
  const wanted = [
    ...["create 200", "create 400", "create 401", "create 409", "create 422", "create 429", "create 500"],
    ...["read 200", "read 401", "read 404", "list 200", "list 400", "membership 200", "membership 403"],
    ...[
      "checkout 200",
      "checkout 303",
      "checkout 400",
      "notify 200",
      "notify 400",
      "notify 401",
      "notify 404",
      "refund 200",
      "refund 400",
      "refund 403",
      "refund 409",
    ],
    ...[
      "token 200",
      "token 401",
      "refresh 200",
      "refresh 400",
      "odd 204",
      "odd 404",
      "odd 405",
      "odd 413",
      "odd 415",
    ],
  ];
  expect(wanted.filter((kind) => !statuses.has(kind))).toEqual([]);
});

function told(): string {
  return [...statuses]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, count]) => `${kind} ×${count}`)
    .join(", ");
}
