import { sql } from "kysely";
import { createIndex, createTable, createUniqueIndex, type Step } from "./tables.ts";

const components = sql`component in ('api', 'database', 'redis', 'gateway', 'webhooks')`;

export const status: Step = async (db, dialect) => {
  await createTable(db, dialect, "status_periods")
    .text("span", sql`span in ('slot', 'day')`)
    .text("component", components)
    .whole("start")
    .whole("probes")
    .whole("failed")
    .whole("requests")
    .whole("errors")
    .whole("slow")
    .whole("milliseconds")
    .with((table) => table.addPrimaryKeyConstraint("status_periods_key", ["span", "component", "start"]))
    .make();
  await createTable(db, dialect, "incidents")
    .text("incident_id")
    .text("component", components)
    .whole("began_at")
    .optionalWhole("ended_at")
    .with((table) => table.addPrimaryKeyConstraint("incidents_key", ["incident_id"]))
    .make();
  // Of several processes that notice the same, one tells.
  await createUniqueIndex(db, "incidents_open on incidents (component) where ended_at is null");
  await createIndex(db, "incidents_by_time on incidents (began_at)");
};
