import type { Json } from "../case.ts";
import { bad, good, one, paid, secret, sentAt, signed, withHeader } from "./signed.ts";

const at = (seconds: number) => new Date(sentAt + seconds * 1000).toISOString();
const s = await signed();
const zero = await signed(paid, [secret], 0);
/** How old and how new a webhook may be. */
export const ages: Json[] = [
  one("300-s-old", "Exactly the tolerance is still good", { headers: s, now: at(300) }, good()),
  one("300-999-s-old", "… and so is the rest of that second", { headers: s, now: at(300.999) }, good()),
  one("301-s-old", "A second more is too old", { headers: s, now: at(301) }, bad("too_old")),
  one("300-s-ahead", "Exactly the tolerance ahead is still good", { headers: s, now: at(-300) }, good()),
  one("301-s-ahead", "A second more ahead is too new", { headers: s, now: at(-301) }, bad("too_new")),
  one("years-old", "A recording of years ago is too old", { headers: zero }, bad("too_old")),
  one(
    "own-tolerance",
    "A receiver may set its own tolerance",
    { headers: s, now: at(11), tolerance_s: 10 },
    bad("too_old"),
  ),
  one("own-longer-tolerance", "… and a longer one", { headers: s, now: at(3000), tolerance_s: 3600 }, good()),
  one(
    "old-and-forged",
    "A forged webhook is forged first: its age says nothing",
    { headers: withHeader(zero, "webhook-id", "evt_2") },
    bad("no_match"),
  ),
  one(
    "old-and-malformed",
    "A malformed one is malformed first",
    { headers: withHeader(zero, "webhook-signature", "v1,abc") },
    bad("malformed_header"),
  ),
];
