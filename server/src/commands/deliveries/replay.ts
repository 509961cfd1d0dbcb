import { command, Misuse } from "../command.ts";
import { withStorage } from "../with-storage.ts";

export const deliveriesReplay = command({
  name: "deliveries replay",
  says: "Sends notifications again, at once and on the whole schedule, with the ids that they had.",
  details: "Either name events, whatever became of them, or say --dead for all that were given up.",
  takes: ["event_id..."],
  options: {
    dead: { type: "boolean", says: "all that were given up" },
    client: { type: "string", value: "client_id", says: "with --dead: only this client's" },
    transaction: { type: "string", value: "id", says: "with --dead: only those about this payment" },
  },
  async run({ dead = false, client, transaction }, eventIds) {
    if (dead === eventIds.length > 0) throw new Misuse("Name events, or say --dead, and not both.");
    if (!dead && (client ?? transaction) !== undefined)
      throw new Misuse("--client and --transaction go with --dead.");
    if (dead) await replayDead({ clientId: client, transactionId: transaction });
    else await replay(eventIds);
  },
});

async function replayDead(filter: { clientId: string | undefined; transactionId: string | undefined }) {
  const count = await withStorage(({ storage, clock }) =>
    storage.store.replayDeadDeliveries(clock.now(), filter),
  );
  process.stdout.write(`${notifications(count)} sent again from now on.\n`);
}

/** Each is tried, so that a wrong name does not keep the others from being sent. */
async function replay(eventIds: readonly string[]): Promise<void> {
  const unknown = await withStorage(async ({ storage, clock }) => {
    const missed: string[] = [];
    for (const eventId of eventIds) {
      if (!(await storage.store.replayDelivery(eventId, clock.now()))) missed.push(eventId);
    }
    return missed;
  });
  if (unknown.length < eventIds.length)
    process.stdout.write(`${notifications(eventIds.length - unknown.length)} sent again from now on.\n`);
  if (unknown.length > 0) {
    throw new Error(
      `There is no event ${unknown.join(", ")}. \`renewal deliveries list\` names them; what arrived is forgotten after a week.`,
    );
  }
}

function notifications(count: number): string {
  return count === 1 ? "1 notification is" : `${count} notifications are`;
}
