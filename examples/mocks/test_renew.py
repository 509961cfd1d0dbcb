"""A Python app, tested against the mock as a process, with nothing but the standard library:

    npx @renewal/mocks --port 4010 --clock 2026-01-31T10:00:00Z
    RENEWAL_MOCK=http://127.0.0.1:4010 python3 -m unittest test_renew.py
"""

import json
import os
import unittest
import urllib.error
import urllib.request

MOCK = os.environ.get("RENEWAL_MOCK", "http://127.0.0.1:4010")


def call(path, body=None, token=None):
    headers = {"Content-Type": "application/json"}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(MOCK + path, data=data, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


class Renewing(unittest.TestCase):
    def setUp(self):
        call("/_mock/reset", {})
        client = {"grant_type": "client_credentials", "client_id": "demo", "client_secret": "demo-secret"}
        self.token = call("/v1/auth/token", {**client, "user_id": "ann"})[1]["access_token"]

    def test_a_paid_order_makes_a_member(self):
        _, order = call("/v1/payment/create", {"order_id": "ORD1", "amount": 9.99}, self.token)
        call("/_mock/pay", {"transaction_id": order["transaction_id"]})
        _, membership = call("/v1/membership", token=self.token)
        self.assertEqual(membership["status"], "active")
        self.assertEqual(membership["expires_at"], "2026-02-28T10:00:00.000Z")

    def test_a_gateway_that_fails_charges_nobody(self):
        call("/_mock/fail-next", {"operation": "createPayment", "code": "PAYMENT_FAILED"})
        status, answer = call("/v1/payment/create", {"order_id": "ORD1", "amount": 9.99}, self.token)
        self.assertEqual((status, answer["error"]["code"]), (500, "PAYMENT_FAILED"))
        self.assertEqual(call("/_mock/state")[1]["orders"], [])


if __name__ == "__main__":
    unittest.main()
