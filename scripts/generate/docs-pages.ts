import { codeSamples } from "./code-samples.ts";
import { guideGroups } from "./guides.ts";
import type { Step } from "./step.ts";

const folder = "server/src/docs/generated";

/** What the server shows people: the guides of docs/ as HTML, and the samples of the reference. */
export const docsPages: Step = {
  name: "docs",
  outputs: [folder],
  run: async () => ({
    [`${folder}/guides.json`]: `${JSON.stringify(guideGroups(), null, 1)}\n`,
    [`${folder}/code-samples.json`]: `${JSON.stringify(codeSamples(), null, 1)}\n`,
  }),
};
