import { type OperationId, validateResponse } from "@renewal/contract";
import { type Answer, answerTo } from "@renewal/engine";
import type { Logger } from "pino";
import type { RequestState } from "./context.ts";
import type { HeaderList } from "./headers.ts";

/**
 * Lets an answer through to the client, or puts another one in its place.
 *
 * @param sent the headers that go out beside the answer's own
 */
export type CheckAnswer = (
  state: Pick<RequestState, "errorCode">,
  id: OperationId,
  answer: Answer,
  sent: HeaderList,
) => Answer;

/** For production: what tests and development have compared is sent as it is. */
export const unchecked: CheckAnswer = (_state, _id, answer) => answer;

/** Compares each answer with the document. One that differs is told to the log, and becomes a 500 that no test overlooks. */
export function comparedWithDocument(log: Logger): CheckAnswer {
  return (state, id, answer, sent) => {
    const headers = { ...byName(sent), ...answer.headers };
    const faults = validateResponse(id, answer.status, answer.body, headers);
    if (faults.length === 0) return answer;
    log.error({ operation: id, status: answer.status, faults }, "the answer is not what the document says");
    state.errorCode = "INTERNAL_ERROR";
    return answerTo(new Error("The answer is not what the document says."));
  };
}

function byName(list: HeaderList): Record<string, string> {
  const pairs = list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1] as string]] : []));
  return Object.fromEntries(pairs);
}
