import type { OperationId } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import { Refusal } from "./refusal.ts";

export interface Member {
  role: "member";
  clientId: string;
  userId: string;
}

export interface Merchant {
  role: "merchant";
  clientId: string;
}

/** Who a good access token speaks for. */
export type Caller = Member | Merchant;

/**
 * Lets a caller through to an operation that is open to its role, or that asks for no token.
 *
 * @throws Refusal INVALID_TOKEN without a caller, FORBIDDEN with the wrong role
 */
export function authorise(id: OperationId, caller: Caller | undefined): void {
  const roles = rolesOf(id);
  if (roles.length === 0) return;
  if (caller === undefined) {
    throw new Refusal(
      "INVALID_TOKEN",
      "The request carries no access token. Send the header Authorization: Bearer <token>.",
    );
  }
  if (!roles.includes(caller.role)) {
    const how = roles.includes("member") ? "with user_id" : "without user_id";
    throw new Refusal("FORBIDDEN", `This needs a ${roles[0]}'s token. Get one from POST /auth/token ${how}.`);
  }
}

/** The roles whose token the operation takes; none for operations that are open or signed. */
export function rolesOf(id: OperationId): readonly Caller["role"][] {
  return roles[id];
}

const roles = Object.fromEntries(
  Object.values(operations).map(({ id, security }) => [
    id,
    security.flatMap((alternative) => (alternative.scheme === "bearerAuth" ? [...alternative.roles] : [])),
  ]),
) as unknown as Record<OperationId, readonly Caller["role"][]>;
