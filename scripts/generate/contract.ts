import { document, documentText, notice } from "./document.ts";
import { operationTable } from "./operation-table.ts";
import type { Step } from "./step.ts";
import { documentTypes } from "./types.ts";
import { validatorModule, validatorTypes } from "./validators.ts";

const folder = "packages/contract/src/generated";

/** packages/contract, from the document alone. */
export const contract: Step = {
  name: "contract",
  outputs: [folder],
  run: async () => ({
    [`${folder}/types.ts`]: await documentTypes(documentText),
    [`${folder}/operations.ts`]: operationTable(),
    [`${folder}/validators.js`]: await validatorModule(),
    [`${folder}/validators.d.ts`]: validatorTypes,
    [`${folder}/document.json`]: `${JSON.stringify(document, null, 1)}\n`,
    [`${folder}/document-text.ts`]: `${notice}export const documentText: string = ${JSON.stringify(documentText)};\n`,
  }),
};
