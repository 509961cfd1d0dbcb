import type { Operation } from "./document.ts";
import { goExample } from "./go-resources.ts";
import { exampleOf as javaExample } from "./java-prose.ts";
import { answerOf, itemOf } from "./java-resources.ts";

/** What a sample is made for: where it asks, and as whom. */
export interface SampleContext {
  api: string;
  address: string;
  body: object | undefined;
  isSigned: boolean;
  /** Whether it signs in as the merchant alone. */
  isMerchants: boolean;
}

const member = "user_42";

/** A whole Go program that calls an operation. */
export function goProgram(operation: Operation, about: SampleContext): string {
  if (about.isSigned) return signedGo(about);
  const isToken = operation.id === "createToken";
  const call = isToken
    ? `\tanswer, err := client.Tokens.Create(ctx, renewal.TokenCreateParams{UserID: "${member}"})`
    : goExample(operation);
  const isLoop = call.includes("for item");
  const rest = isLoop ? "" : `\tif err != nil {\n\t\treturn err\n\t}\n\tfmt.Printf("%+v\\n", *answer)\n`;
  const who = isToken || about.isMerchants ? "" : `\t\trenewal.WithUser("${member}"),\n`;
  return `package main

import (
	"context"
	"fmt"
	"log"

	"example.com/renewal"
)

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	client, err := renewal.New(
		renewal.WithBaseURL("${about.api}"),
		renewal.WithClientCredentials("demo", "demo-secret"),
${who}	)
	if err != nil {
		return err
	}
${call}
${rest}	return nil
}
`;
}

function signedGo({ address, body }: SampleContext): string {
  return `package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
)

func main() {
	body := \`${JSON.stringify(body)}\`
	sum := hmac.New(sha256.New, []byte(os.Getenv("WEBHOOK_SECRET")))
	sum.Write([]byte(body))
	request, err := http.NewRequest("POST", "${address}", strings.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Signature", hex.EncodeToString(sum.Sum(nil)))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(response.Status, string(answer))
}
`;
}

/** A whole Java program that calls an operation. Its class is \Sample. */
export function javaProgram(operation: Operation, about: SampleContext): string {
  if (about.isSigned) return signedJava(about);
  const isToken = operation.id === "createToken";
  const item = itemOf(operation);
  const answer = item === undefined ? (answerOf(operation) ?? "void") : `Pages<${item}>`;
  const call = isToken
    ? `Token answer = client.tokens().createForMember("${member}");`
    : javaExample(operation, answer);
  const inside = call
    .split("\n")
    .map((line) => `            ${line}\n`)
    .join("");
  const show = call.includes(" answer = ") ? "            System.out.println(answer);\n" : "";
  const who = isToken || about.isMerchants ? "" : `\n                .userId("${member}")`;
  return `import com.renewal.RenewalClient;
import com.renewal.model.*;

public class Sample {
    public static void main(String[] args) {
        try (RenewalClient client = RenewalClient.builder()
                .baseUrl("${about.api}")
                .clientId("demo")
                .clientSecret("demo-secret")${who}
                .build()) {
${inside}${show}        }
    }
}
`;
}

function signedJava({ address, body }: SampleContext): string {
  return `import java.net.URI;
import java.net.http.*;
import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Sample {
    public static void main(String[] args) throws Exception {
        byte[] body = ${JSON.stringify(JSON.stringify(body))}.getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(System.getenv("WEBHOOK_SECRET").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        StringBuilder signature = new StringBuilder();
        for (byte one : mac.doFinal(body)) {
            signature.append(String.format("%02x", one));
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("${address}"))
                .header("Content-Type", "application/json")
                .header("X-Signature", signature.toString())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.statusCode() + " " + answer.body());
    }
}
`;
}
