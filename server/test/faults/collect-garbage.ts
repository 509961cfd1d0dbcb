// Loaded into a server beside it: at SIGUSR2 it collects its garbage, so that what `/metrics` says next of its heap is what
// it really holds.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
process.on("SIGUSR2", () => collect());
