import { test as base, expect } from "@playwright/test";
import { type RenewalFixtures, renewalFixtures } from "@renewal/mocks/playwright";

const test = base.extend<RenewalFixtures>(renewalFixtures);

test.use({ renewalOptions: { clock: "2026-01-31T10:00:00Z" } });

const api = "https://api.example.com/v1";

/** A shop of one page, that asks the API on another host. */
const shop = `<!doctype html><html lang="en"><title>Shop</title><main>…</main><script type="module">
  const call = async (path, body, token) => (await fetch("${api}" + path, {
    method: body ? "POST" : "GET", body: body && JSON.stringify(body),
    headers: { "Content-Type": "application/json", ...(token && { Authorization: "Bearer " + token }) },
  })).json();
  const client = { grant_type: "client_credentials", client_id: "demo", client_secret: "demo-secret", user_id: "ann" };
  const { access_token } = await call("/auth/token", client);
  const { status } = await call("/membership", undefined, access_token);
  document.querySelector("main").innerHTML = status + ' <button>Renew</button>';
  document.querySelector("button").onclick = async () => {
    const order = { order_id: "ORD1", amount: 9.99, return_url: location.href };
    const answer = await call("/payment/create", order, access_token);
    if (answer.error) document.querySelector("main").textContent = answer.error.code;
    else location.assign(answer.payment_url);
  };
</script>`;

test.beforeEach(async ({ context }) => {
  await context.route("https://shop.example.com/**", (route) =>
    route.fulfill({ status: 200, contentType: "text/html; charset=utf-8", body: shop }),
  );
});

test("a member renews, by way of the checkout", async ({ page, renewalMock }) => {
  await page.goto("https://shop.example.com/");
  await expect(page.locator("main")).toContainText("none");
  await page.getByRole("button", { name: "Renew" }).click();
  await page.getByRole("button", { name: /^pay/i }).click();
  await page.waitForURL(/shop\.example\.com.*status=paid/);
  await expect(page.locator("main")).toContainText("active");
  expect(renewalMock.state.orders).toHaveLength(1);
});

test("every test has a mock of its own, which fails when it is asked to", async ({ page, renewalMock }) => {
  expect(renewalMock.state.orders).toHaveLength(0);
  renewalMock.failNext("createPayment", "PAYMENT_FAILED");
  await page.goto("https://shop.example.com/");
  await page.getByRole("button", { name: "Renew" }).click();
  await expect(page.locator("main")).toContainText("PAYMENT_FAILED");
});
