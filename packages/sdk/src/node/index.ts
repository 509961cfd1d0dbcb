// What `@renewal/sdk` is in Node.
export * from "../index.ts";
export { Renewal } from "./client.ts";
