import type { LedgerEntry } from "../model.ts";

const nobodys: readonly LedgerEntry[] = Object.freeze([]);

/** The payments that count, by transaction id; each member's are found without looking at all others'. */
export class LedgerTable extends Map<string, LedgerEntry> {
  readonly #byMember = new Map<string, readonly LedgerEntry[]>();

  /** A member's payments in (paidAt, transactionId) order: the same list until one of them changes. */
  of(clientId: string, userId: string): readonly LedgerEntry[] {
    return this.#byMember.get(memberKey(clientId, userId)) ?? nobodys;
  }

  override set(transactionId: string, entry: LedgerEntry): this {
    this.delete(transactionId);
    const paid = [...this.of(entry.clientId, entry.userId), Object.freeze({ ...entry })];
    this.#byMember.set(memberKey(entry.clientId, entry.userId), Object.freeze(paid.sort(byPayment)));
    return super.set(transactionId, entry);
  }

  override delete(transactionId: string): boolean {
    const entry = this.get(transactionId);
    if (entry === undefined) return false;
    const { clientId, userId } = entry;
    const others = this.of(clientId, userId).filter((other) => other.transactionId !== transactionId);
    this.#byMember.set(memberKey(clientId, userId), Object.freeze(others));
    return super.delete(transactionId);
  }

  override clear(): void {
    this.#byMember.clear();
    super.clear();
  }
}

/** No id of a client has a slash. */
function memberKey(clientId: string, userId: string): string {
  return `${clientId}/${userId}`;
}

function byPayment(a: LedgerEntry, b: LedgerEntry): number {
  return a.paidAt - b.paidAt || (a.transactionId < b.transactionId ? -1 : 1);
}
