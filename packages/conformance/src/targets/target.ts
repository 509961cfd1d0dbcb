import type { Json } from "../case.ts";

/** What a member's orders came to, counted where the truth lies. */
export interface Effects extends Json {
  /** Orders of the member, under whatever order_id. */
  orders: number;
  /** Orders that the gateway was brought to register for them. */
  gateway_orders: number;
  /** Payments that moved a membership. */
  renewals: number;
  /** What the gateway sent back of their money, in minor units. */
  sent_back: number;
  /** States of the orders. */
  states: string[];
}

/** A whole API: the reference server, or anything that claims to behave like it. */
export interface Target {
  name: string;
  /** With the version, e.g. `http://127.0.0.1:8080/v1`. */
  baseUrl: string;
  /** A merchant that may make tokens for members, and whose webhook secret is known. */
  merchant: { client_id: string; client_secret: string; webhook_secret: string };
  /** Settles a payment as a person at the checkout would. */
  pay(paymentUrl: string, action: "pay" | "decline"): Promise<void>;
  /** Counts what a member's orders came to. */
  effects(userId: string): Promise<Effects> | Effects;
  stop(): Promise<void>;
}
