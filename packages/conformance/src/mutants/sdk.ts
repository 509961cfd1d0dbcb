// The TypeScript SDK with one thing wrong, which MUTANT names. The driver takes it for the SDK: RENEWAL_SDK leads here.
import * as sdk from "@renewal/sdk";
import { wrongClients } from "./requests.ts";
import { wrongVerifiers } from "./verifiers.ts";

export * from "@renewal/sdk";

const mutant = process.env.MUTANT ?? "";
const wrongOptions = wrongClients[mutant] ?? ((options) => options);

export class Renewal extends sdk.Renewal {
  constructor(options: sdk.RenewalOptions) {
    super(wrongOptions(options));
    if (mutant === "shows its options when it is printed") Object.assign(this, { options });
    if (mutant === "repeats what is not idempotent") {
      const { payments } = this;
      const create = payments.create.bind(payments);
      payments.create = (body, { idempotent: _, ...rest } = {}) => create(body, rest);
    }
    if (mutant === "takes failed for the end") {
      const { payments } = this;
      const wait = payments.waitUntilSettled.bind(payments);
      const until = ({ status }: sdk.Payment) => !["creating", "pending"].includes(status);
      payments.waitUntilSettled = (id, options) => wait(id, { ...options, until });
    }
  }
}

export const verifyWebhook = wrongVerifiers[mutant] ?? sdk.verifyWebhook;
