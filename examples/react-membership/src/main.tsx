import { startRenewalMock } from "@renewal/mocks/browser";
import { Renewal } from "@renewal/sdk";
import { createRoot } from "react-dom/client";
import { MembershipPage } from "./membership-page.tsx";
import { member, states } from "./states.ts";

const baseUrl = "https://api.example.com/v1";

// Only where the page is tried out; in production the API answers, and nothing else changes.
const mock = await startRenewalMock({ baseUrl });
const wanted = new URLSearchParams(location.search).get("state");
if (wanted !== null) {
  mock.reset();
  await states[wanted]?.(mock);
}

/** What the shop's own server does for its members: it alone knows the client secret. */
async function tokenFromShop(): Promise<string> {
  const merchant = new Renewal({ baseUrl, clientId: "demo", clientSecret: "demo-secret" });
  const { access_token } = await merchant.tokens.create({
    ...{ grant_type: "client_credentials", client_id: "demo", client_secret: "demo-secret" },
    user_id: member,
  });
  return access_token;
}

let token: Promise<string> | undefined;

const renewal = new Renewal({
  baseUrl,
  maxRetries: 1,
  getToken({ refused }) {
    if (token === undefined || refused !== undefined) {
      token = tokenFromShop();
      token.catch(() => {
        token = undefined;
      });
    }
    return token;
  },
});

const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<MembershipPage renewal={renewal} />);
