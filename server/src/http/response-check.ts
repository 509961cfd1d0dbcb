import { type OperationId, validateResponse } from "@renewal/contract";
import { type Answer, answerTo } from "@renewal/engine";
import type { Logger } from "pino";
import type { Context } from "./context.ts";

/** Lets an answer through to the client, or puts another one in its place. */
export type CheckAnswer = (ctx: Context, id: OperationId, answer: Answer) => Answer;

/** For production: what tests and development have compared is sent as it is. */
export const unchecked: CheckAnswer = (_ctx, _id, answer) => answer;

/** Compares each answer with the document. One that differs is told to the log, and becomes a 500 that no test overlooks. */
export function comparedWithDocument(log: Logger): CheckAnswer {
  return (ctx, id, answer) => {
    const headers = { ...ctx.response.headers, ...answer.headers };
    const faults = validateResponse(id, answer.status, answer.body, headers);
    if (faults.length === 0) return answer;
    log.error({ operation: id, status: answer.status, faults }, "the answer is not what the document says");
    ctx.state.errorCode = "INTERNAL_ERROR";
    return answerTo(new Error("The answer is not what the document says."));
  };
}
