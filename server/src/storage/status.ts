import type { Connection, IncidentRow, StatusPeriodRow } from "./database.ts";

/** How the server has done, for the status page. */
export interface StatusHistory {
  /** Adds counts to those that stand; any number of processes may. */
  addStatus(periods: readonly StatusPeriodRow[]): Promise<void>;
  /** The periods of a span that began at a time or later, the oldest first. */
  statusSince(span: StatusPeriodRow["span"], since: number): Promise<StatusPeriodRow[]>;
  /** Begins an incident, unless one of the component is open. */
  beginIncident(incident: IncidentRow): Promise<void>;
  /** Ends the open incident of a component, if there is one. */
  endIncident(component: string, at: number): Promise<void>;
  /** Those that had not ended before a time, the newest first; 50 at most. */
  incidentsSince(since: number): Promise<IncidentRow[]>;
  /** Forgets periods and incidents of before. */
  forgetStatus(before: { slot: number; day: number }): Promise<void>;
}

export function statusHistory({ db, guard }: Connection): StatusHistory {
  return {
    addStatus: (periods) =>
      guard(async () => {
        if (periods.length === 0) return;
        await db
          .insertInto("statusPeriods")
          // In one order for all processes, so that they do not lock each other out.
          .values([...periods].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)))
          .onConflict((conflict) =>
            conflict.columns(["span", "component", "start"]).doUpdateSet((row) => ({
              probes: row("statusPeriods.probes", "+", row.ref("excluded.probes")),
              failed: row("statusPeriods.failed", "+", row.ref("excluded.failed")),
              requests: row("statusPeriods.requests", "+", row.ref("excluded.requests")),
              errors: row("statusPeriods.errors", "+", row.ref("excluded.errors")),
              slow: row("statusPeriods.slow", "+", row.ref("excluded.slow")),
              milliseconds: row("statusPeriods.milliseconds", "+", row.ref("excluded.milliseconds")),
            })),
          )
          .execute();
      }),
    statusSince: (span, since) =>
      guard(() =>
        db
          .selectFrom("statusPeriods")
          .selectAll()
          .where("span", "=", span)
          .where("start", ">=", since)
          .orderBy("start")
          .execute(),
      ),
    ...incidents({ db, guard }),
    forgetStatus: ({ slot, day }) =>
      guard(async () => {
        await db.deleteFrom("statusPeriods").where("span", "=", "slot").where("start", "<", slot).execute();
        await db.deleteFrom("statusPeriods").where("span", "=", "day").where("start", "<", day).execute();
        await db.deleteFrom("incidents").where("endedAt", "<", day).execute();
      }),
  };
}

function incidents({
  db,
  guard,
}: Pick<Connection, "db" | "guard">): Pick<
  StatusHistory,
  "beginIncident" | "endIncident" | "incidentsSince"
> {
  return {
    beginIncident: (incident) =>
      guard(async () => {
        await db
          .insertInto("incidents")
          .values(incident)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }),
    endIncident: (component, at) =>
      guard(async () => {
        await db
          .updateTable("incidents")
          .set({ endedAt: at })
          .where("component", "=", component)
          .where("endedAt", "is", null)
          .execute();
      }),
    incidentsSince: (since) =>
      guard(() =>
        db
          .selectFrom("incidents")
          .selectAll()
          .where((row) => row.or([row("endedAt", "is", null), row("endedAt", ">=", since)]))
          .orderBy("beganAt", "desc")
          .limit(50)
          .execute(),
      ),
  };
}

function keyOf({ span, component, start }: StatusPeriodRow): string {
  return `${span} ${component} ${start}`;
}
