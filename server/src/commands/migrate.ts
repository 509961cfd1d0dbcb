import { readPlace } from "../configuration/place.ts";
import { command } from "./command.ts";
import { nameOf, withOpenStorage } from "./with-storage.ts";

export const migrate = command({
  name: "migrate",
  says: "Brings the tables to this version's form. Several may do so at once, and servers do so when they start.",
  async run() {
    const place = readPlace(process.env);
    const steps = await withOpenStorage(place, ({ storage }) => storage.migrate());
    const done = steps.length === 0 ? "The tables were up to date" : `Done: ${steps.join(", ")}`;
    process.stdout.write(`${done}, in ${nameOf(place)}.\n`);
  },
});
