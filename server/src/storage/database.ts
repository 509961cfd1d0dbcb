import type {
  Delivery,
  LedgerEntry,
  NotificationRecord,
  Order,
  Package,
  RefreshToken,
  Refund,
} from "@renewal/engine";
import type { Kysely, Transaction } from "kysely";
import type { Run } from "./built-once.ts";
import type { Dialect } from "./dialects.ts";
import type { GatewayOrderRow } from "./gateway-orders.ts";
import type { Gather } from "./gathered.ts";
import type { Pledges } from "./pledges.ts";

/** A row as the database gives it: what the model leaves out is null. */
type Row<Model> = {
  [Field in keyof Model]-?: undefined extends Model[Field] ? NonNullable<Model[Field]> | null : Model[Field];
};

export interface ClientRow {
  clientId: string;
  name: string;
  createdAt: number;
}

/** A secret of a client. `api`: the SHA-256 of one it sends. `webhook`: one that its notifications are signed with. */
export interface ClientSecretRow {
  clientId: string;
  kind: "api" | "webhook";
  value: string;
  createdAt: number;
  /** From when on it is worth nothing; null while nobody rotates. */
  retiresAt: number | null;
}

export interface SigningKeyRow {
  kid: string;
  /** PKCS #8 in PEM. */
  privateKey: string;
  createdAt: number;
  /** Until when tokens signed with it are believed; null for the key that signs. */
  retiresAt: number | null;
}

/** What was counted of a part of the server in five minutes or a day, from `start` on, in all processes. */
export interface StatusPeriodRow {
  span: "slot" | "day";
  component: string;
  start: number;
  probes: number;
  failed: number;
  requests: number;
  errors: number;
  /** Requests that took longer than the documented 200 ms. */
  slow: number;
  milliseconds: number;
}

export interface IncidentRow {
  incidentId: string;
  component: string;
  beganAt: number;
  /** null while it lasts. */
  endedAt: number | null;
}

/** Tables by the model's own names; the columns are their snake_case. Money and times are whole numbers. */
export interface Database {
  orders: Row<Order>;
  ledger: Row<LedgerEntry>;
  refunds: Row<Refund>;
  notifications: Row<NotificationRecord>;
  packages: Omit<Package, "active"> & { active: number };
  clients: ClientRow;
  clientSecrets: ClientSecretRow;
  refreshTokens: Row<RefreshToken>;
  deliveries: Row<Delivery>;
  signingKeys: SigningKeyRow;
  statusPeriods: StatusPeriodRow;
  incidents: IncidentRow;
  settings: { name: string; value: string };
  gatewayOrders: GatewayOrderRow;
  sandboxPayments: { transactionId: string; notifyDueAt: number | null; payment: string };
}

/** A connection and what the storage code must know of it. */
export interface Connection {
  /** Throws StoreUnavailable, LostRace or StatementRefused, and nothing of the database's own. */
  db: Kysely<Database>;
  dialect: Dialect;
  /** Runs single statements that are built once. */
  run: Run;
  /** Runs one store call, which writes everything or nothing; runs it again when it lost a race. */
  guard<T>(call: () => Promise<T>): Promise<T>;
  /** As `guard`, with the work in one transaction. */
  transaction<T>(work: (transaction: Transaction<Database>) => Promise<T>): Promise<T>;
  /** As `transaction`, for statements that are built once. */
  atomically<T>(work: (run: Run) => Promise<T>): Promise<T>;
  /** How an order that is being created is written down. */
  pledges: Pledges;
  /** Makes calls of a kind that the database carries out together where that costs it less. */
  gather: Gather;
  /** Runs work that may take minutes, on a connection of its own. */
  unhurried<T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T>;
  /** What stands in the way of trusting this database with money, as sentences for the operator. */
  faults(): Promise<string[]>;
  /** How many connections there are, and how many calls wait for one; absent where there is no pool. */
  pool?: () => { total: number; idle: number; waiting: number };
  close(): Promise<void>;
}

/** The model leaves out what is absent. */
export function fromRow<Model>(row: object): Model {
  const model: Record<string, unknown> = {};
  for (const name in row) {
    const value = row[name as keyof typeof row];
    if (value !== null) model[name] = value;
  }
  return model as Model;
}

/** undefined would leave a column as it is; null clears it. */
export function toRow<R extends object>(model: { [Field in keyof R]?: R[Field] | undefined }): R {
  const row: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(model)) row[name] = value ?? null;
  return row as R;
}

export type Columns<Model> = readonly (keyof Model & string)[];

/** What a model has in these columns; what it leaves out is null. */
export function valuesOf<Model>(columns: Columns<Model>, model: Model): unknown[] {
  return columns.map((column) => model[column] ?? null);
}

/** Values in the order of the columns, by the columns' names. */
export function named<Column extends string>(columns: readonly Column[], values: readonly unknown[]) {
  return Object.fromEntries(columns.map((column, index) => [column, values[index]])) as Record<Column, never>;
}
