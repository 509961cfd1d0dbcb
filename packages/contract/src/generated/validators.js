// Generated from openapi.yaml by `npm run generate`. Do not edit.
function ucs2length(str) {
  const len = str.length;
  let length = 0;
  let pos = 0;
  let value;
  while (pos < len) {
    length++;
    value = str.charCodeAt(pos++);
    if (value >= 55296 && value <= 56319 && pos < len) {
      value = str.charCodeAt(pos);
      if ((value & 64512) === 56320)
        pos++;
    }
  }
  return length;
}
var ucs2length_default = ucs2length;

var runtime0 = ucs2length_default.default ?? ucs2length_default;
var exact0 = validate52;
var schema21 = { "type": "object", "additionalProperties": false, "required": ["grant_type"], "properties": { "grant_type": { "type": "string", "enum": ["client_credentials", "refresh_token"] }, "client_id": { "type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$" }, "client_secret": { "type": "string", "format": "password", "minLength": 1, "maxLength": 256 }, "user_id": { "$ref": "#/components/schemas/UserId" }, "refresh_token": { "type": "string", "format": "password", "minLength": 1, "maxLength": 256 } } };
var func0 = Object.prototype.hasOwnProperty;
var func64 = runtime0;
var pattern3 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9._-]{1,64}$", "u");
var pattern4 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9._@|:+-]{1,128}$", "u");
function validate55(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (typeof data === "string") {
    if (!pattern4.test(data)) {
      const err0 = { instancePath, keyword: "pattern", params: { pattern: "^[A-Za-z0-9._@|:+-]{1,128}$" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
  } else {
    const err1 = { instancePath, keyword: "type", params: { type: "string" } };
    vErrors = collect(vErrors, [err1]);
    errors++;
  }
  validate55.errors = vErrors;
  return errors === 0;
}
function validate54(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.grant_type === void 0 || !func0.call(data, "grant_type")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "grant_type" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!(key0 === "grant_type" || key0 === "client_id" || key0 === "client_secret" || key0 === "user_id" || key0 === "refresh_token")) {
        const err1 = { instancePath, keyword: "additionalProperties", params: { additionalProperty: key0 } };
        vErrors = collect(vErrors, [err1]);
        errors++;
      }
    }
    if (data.grant_type !== void 0 && func0.call(data, "grant_type")) {
      let data0 = data.grant_type;
      if (typeof data0 !== "string") {
        const err2 = { instancePath: instancePath + "/grant_type", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err2]);
        errors++;
      }
      if (!(data0 === "client_credentials" || data0 === "refresh_token")) {
        const err3 = { instancePath: instancePath + "/grant_type", keyword: "enum", params: { allowedValues: schema21.properties.grant_type.enum } };
        vErrors = collect(vErrors, [err3]);
        errors++;
      }
    }
    if (data.client_id !== void 0 && func0.call(data, "client_id")) {
      let data1 = data.client_id;
      if (typeof data1 === "string") {
        if (!pattern3.test(data1)) {
          const err4 = { instancePath: instancePath + "/client_id", keyword: "pattern", params: { pattern: "^[A-Za-z0-9._-]{1,64}$" } };
          vErrors = collect(vErrors, [err4]);
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/client_id", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err5]);
        errors++;
      }
    }
    if (data.client_secret !== void 0 && func0.call(data, "client_secret")) {
      let data2 = data.client_secret;
      if (typeof data2 === "string") {
        if (func64(data2) > 256) {
          const err6 = { instancePath: instancePath + "/client_secret", keyword: "maxLength", params: { limit: 256 } };
          vErrors = collect(vErrors, [err6]);
          errors++;
        }
        if (func64(data2) < 1) {
          const err7 = { instancePath: instancePath + "/client_secret", keyword: "minLength", params: { limit: 1 } };
          vErrors = collect(vErrors, [err7]);
          errors++;
        }
      } else {
        const err8 = { instancePath: instancePath + "/client_secret", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err8]);
        errors++;
      }
    }
    if (data.user_id !== void 0 && func0.call(data, "user_id")) {
      if (!validate55(data.user_id, instancePath + "/user_id")) {
        vErrors = collect(vErrors, validate55.errors);
        errors = vErrors.length;
      }
    }
    if (data.refresh_token !== void 0 && func0.call(data, "refresh_token")) {
      let data4 = data.refresh_token;
      if (typeof data4 === "string") {
        if (func64(data4) > 256) {
          const err9 = { instancePath: instancePath + "/refresh_token", keyword: "maxLength", params: { limit: 256 } };
          vErrors = collect(vErrors, [err9]);
          errors++;
        }
        if (func64(data4) < 1) {
          const err10 = { instancePath: instancePath + "/refresh_token", keyword: "minLength", params: { limit: 1 } };
          vErrors = collect(vErrors, [err10]);
          errors++;
        }
      } else {
        const err11 = { instancePath: instancePath + "/refresh_token", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err11]);
        errors++;
      }
    }
  } else {
    const err12 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err12]);
    errors++;
  }
  validate54.errors = vErrors;
  return errors === 0;
}
function validate52(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (!validate54(data, instancePath)) {
    vErrors = collect(vErrors, validate54.errors);
    errors = vErrors.length;
  }
  validate52.errors = vErrors;
  return errors === 0;
}
var exact1 = validate58;
var pattern5 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9_-]{1,64}$", "u");
function validate60(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (typeof data === "string") {
    if (!pattern5.test(data)) {
      const err0 = { instancePath, keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{1,64}$" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
  } else {
    const err1 = { instancePath, keyword: "type", params: { type: "string" } };
    vErrors = collect(vErrors, [err1]);
    errors++;
  }
  validate60.errors = vErrors;
  return errors === 0;
}
function validate62(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (typeof data == "number" && isFinite(data)) {
    if (data > 1e8 || isNaN(data)) {
      const err0 = { instancePath, keyword: "maximum", params: { comparison: "<=", limit: 1e8 } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data < 1e-3 || isNaN(data)) {
      const err1 = { instancePath, keyword: "minimum", params: { comparison: ">=", limit: 1e-3 } };
      vErrors = collect(vErrors, [err1]);
      errors++;
    }
  } else {
    const err2 = { instancePath, keyword: "type", params: { type: "number" } };
    vErrors = collect(vErrors, [err2]);
    errors++;
  }
  validate62.errors = vErrors;
  return errors === 0;
}
var pattern7 = /* @__PURE__ */ new RegExp("^https?://[^\\s]+$", "u");
function validate64(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (typeof data === "string") {
    if (func64(data) > 2048) {
      const err0 = { instancePath, keyword: "maxLength", params: { limit: 2048 } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (!pattern7.test(data)) {
      const err1 = { instancePath, keyword: "pattern", params: { pattern: "^https?://[^\\s]+$" } };
      vErrors = collect(vErrors, [err1]);
      errors++;
    }
  } else {
    const err2 = { instancePath, keyword: "type", params: { type: "string" } };
    vErrors = collect(vErrors, [err2]);
    errors++;
  }
  validate64.errors = vErrors;
  return errors === 0;
}
var pattern6 = /* @__PURE__ */ new RegExp("^[A-Z]{3}$", "u");
function validate59(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.order_id === void 0 || !func0.call(data, "order_id")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "order_id" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data.amount === void 0 || !func0.call(data, "amount")) {
      const err1 = { instancePath, keyword: "required", params: { missingProperty: "amount" } };
      vErrors = collect(vErrors, [err1]);
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!(key0 === "order_id" || key0 === "amount" || key0 === "currency" || key0 === "subject" || key0 === "return_url" || key0 === "notify_url")) {
        const err2 = { instancePath, keyword: "additionalProperties", params: { additionalProperty: key0 } };
        vErrors = collect(vErrors, [err2]);
        errors++;
      }
    }
    if (data.order_id !== void 0 && func0.call(data, "order_id")) {
      if (!validate60(data.order_id, instancePath + "/order_id")) {
        vErrors = collect(vErrors, validate60.errors);
        errors = vErrors.length;
      }
    }
    if (data.amount !== void 0 && func0.call(data, "amount")) {
      if (!validate62(data.amount, instancePath + "/amount")) {
        vErrors = collect(vErrors, validate62.errors);
        errors = vErrors.length;
      }
    }
    if (data.currency !== void 0 && func0.call(data, "currency")) {
      let data2 = data.currency;
      if (typeof data2 === "string") {
        if (!pattern6.test(data2)) {
          const err3 = { instancePath: instancePath + "/currency", keyword: "pattern", params: { pattern: "^[A-Z]{3}$" } };
          vErrors = collect(vErrors, [err3]);
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/currency", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err4]);
        errors++;
      }
    }
    if (data.subject !== void 0 && func0.call(data, "subject")) {
      let data3 = data.subject;
      if (typeof data3 === "string") {
        if (func64(data3) > 256) {
          const err5 = { instancePath: instancePath + "/subject", keyword: "maxLength", params: { limit: 256 } };
          vErrors = collect(vErrors, [err5]);
          errors++;
        }
        if (func64(data3) < 1) {
          const err6 = { instancePath: instancePath + "/subject", keyword: "minLength", params: { limit: 1 } };
          vErrors = collect(vErrors, [err6]);
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/subject", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err7]);
        errors++;
      }
    }
    if (data.return_url !== void 0 && func0.call(data, "return_url")) {
      if (!validate64(data.return_url, instancePath + "/return_url")) {
        vErrors = collect(vErrors, validate64.errors);
        errors = vErrors.length;
      }
    }
    if (data.notify_url !== void 0 && func0.call(data, "notify_url")) {
      if (!validate64(data.notify_url, instancePath + "/notify_url")) {
        vErrors = collect(vErrors, validate64.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err8 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err8]);
    errors++;
  }
  validate59.errors = vErrors;
  return errors === 0;
}
function validate58(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (!validate59(data, instancePath)) {
    vErrors = collect(vErrors, validate59.errors);
    errors = vErrors.length;
  }
  validate58.errors = vErrors;
  return errors === 0;
}
var exact2 = validate68;
function validate70(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (typeof data === "string") {
    if (!pattern5.test(data)) {
      const err0 = { instancePath, keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{1,64}$" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
  } else {
    const err1 = { instancePath, keyword: "type", params: { type: "string" } };
    vErrors = collect(vErrors, [err1]);
    errors++;
  }
  validate70.errors = vErrors;
  return errors === 0;
}
var schema31 = { "type": "string", "enum": ["failed", "closed", "paid", "refunded"] };
function validate72(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (typeof data !== "string") {
    const err0 = { instancePath, keyword: "type", params: { type: "string" } };
    vErrors = collect(vErrors, [err0]);
    errors++;
  }
  if (!(data === "failed" || data === "closed" || data === "paid" || data === "refunded")) {
    const err1 = { instancePath, keyword: "enum", params: { allowedValues: schema31.enum } };
    vErrors = collect(vErrors, [err1]);
    errors++;
  }
  validate72.errors = vErrors;
  return errors === 0;
}
function validate75(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (typeof data === "string") {
    if (!pattern6.test(data)) {
      const err0 = { instancePath, keyword: "pattern", params: { pattern: "^[A-Z]{3}$" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
  } else {
    const err1 = { instancePath, keyword: "type", params: { type: "string" } };
    vErrors = collect(vErrors, [err1]);
    errors++;
  }
  validate75.errors = vErrors;
  return errors === 0;
}
var formats0 = /^(?:\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
function validate69(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.transaction_id === void 0 || !func0.call(data, "transaction_id")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "transaction_id" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data.status === void 0 || !func0.call(data, "status")) {
      const err1 = { instancePath, keyword: "required", params: { missingProperty: "status" } };
      vErrors = collect(vErrors, [err1]);
      errors++;
    }
    if (data.amount === void 0 || !func0.call(data, "amount")) {
      const err2 = { instancePath, keyword: "required", params: { missingProperty: "amount" } };
      vErrors = collect(vErrors, [err2]);
      errors++;
    }
    if (data.currency === void 0 || !func0.call(data, "currency")) {
      const err3 = { instancePath, keyword: "required", params: { missingProperty: "currency" } };
      vErrors = collect(vErrors, [err3]);
      errors++;
    }
    if (data.timestamp === void 0 || !func0.call(data, "timestamp")) {
      const err4 = { instancePath, keyword: "required", params: { missingProperty: "timestamp" } };
      vErrors = collect(vErrors, [err4]);
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!(key0 === "transaction_id" || key0 === "status" || key0 === "amount" || key0 === "currency" || key0 === "timestamp")) {
        const err5 = { instancePath, keyword: "additionalProperties", params: { additionalProperty: key0 } };
        vErrors = collect(vErrors, [err5]);
        errors++;
      }
    }
    if (data.transaction_id !== void 0 && func0.call(data, "transaction_id")) {
      if (!validate70(data.transaction_id, instancePath + "/transaction_id")) {
        vErrors = collect(vErrors, validate70.errors);
        errors = vErrors.length;
      }
    }
    if (data.status !== void 0 && func0.call(data, "status")) {
      if (!validate72(data.status, instancePath + "/status")) {
        vErrors = collect(vErrors, validate72.errors);
        errors = vErrors.length;
      }
    }
    if (data.amount !== void 0 && func0.call(data, "amount")) {
      if (!validate62(data.amount, instancePath + "/amount")) {
        vErrors = collect(vErrors, validate62.errors);
        errors = vErrors.length;
      }
    }
    if (data.currency !== void 0 && func0.call(data, "currency")) {
      if (!validate75(data.currency, instancePath + "/currency")) {
        vErrors = collect(vErrors, validate75.errors);
        errors = vErrors.length;
      }
    }
    if (data.timestamp !== void 0 && func0.call(data, "timestamp")) {
      let data4 = data.timestamp;
      if (typeof data4 === "string") {
        if (!formats0.test(data4)) {
          const err6 = { instancePath: instancePath + "/timestamp", keyword: "format", params: { format: "date-time" } };
          vErrors = collect(vErrors, [err6]);
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/timestamp", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err7]);
        errors++;
      }
    }
  } else {
    const err8 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err8]);
    errors++;
  }
  validate69.errors = vErrors;
  return errors === 0;
}
function validate68(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (!validate69(data, instancePath)) {
    vErrors = collect(vErrors, validate69.errors);
    errors = vErrors.length;
  }
  validate68.errors = vErrors;
  return errors === 0;
}
var exact3 = validate78;
function validate79(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.refund_id === void 0 || !func0.call(data, "refund_id")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "refund_id" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!(key0 === "refund_id" || key0 === "amount")) {
        const err1 = { instancePath, keyword: "additionalProperties", params: { additionalProperty: key0 } };
        vErrors = collect(vErrors, [err1]);
        errors++;
      }
    }
    if (data.refund_id !== void 0 && func0.call(data, "refund_id")) {
      let data0 = data.refund_id;
      if (typeof data0 === "string") {
        if (!pattern5.test(data0)) {
          const err2 = { instancePath: instancePath + "/refund_id", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{1,64}$" } };
          vErrors = collect(vErrors, [err2]);
          errors++;
        }
      } else {
        const err3 = { instancePath: instancePath + "/refund_id", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err3]);
        errors++;
      }
    }
    if (data.amount !== void 0 && func0.call(data, "amount")) {
      let data1 = data.amount;
      if (typeof data1 == "number" && isFinite(data1)) {
        if (data1 > 1e8 || isNaN(data1)) {
          const err4 = { instancePath: instancePath + "/amount", keyword: "maximum", params: { comparison: "<=", limit: 1e8 } };
          vErrors = collect(vErrors, [err4]);
          errors++;
        }
        if (data1 < 1e-3 || isNaN(data1)) {
          const err5 = { instancePath: instancePath + "/amount", keyword: "minimum", params: { comparison: ">=", limit: 1e-3 } };
          vErrors = collect(vErrors, [err5]);
          errors++;
        }
      } else {
        const err6 = { instancePath: instancePath + "/amount", keyword: "type", params: { type: "number" } };
        vErrors = collect(vErrors, [err6]);
        errors++;
      }
    }
  } else {
    const err7 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err7]);
    errors++;
  }
  validate79.errors = vErrors;
  return errors === 0;
}
function validate78(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (!validate79(data, instancePath)) {
    vErrors = collect(vErrors, validate79.errors);
    errors = vErrors.length;
  }
  validate78.errors = vErrors;
  return errors === 0;
}
var exact4 = validate81;
var schema36 = { "type": "object", "required": ["access_token", "token_type", "expires_in"], "properties": { "access_token": { "type": "string", "format": "password" }, "token_type": { "type": "string", "enum": ["Bearer"], "x-open-enum": true }, "expires_in": { "type": "integer", "minimum": 1 }, "refresh_token": { "type": "string", "format": "password" } } };
function validate82(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.access_token === void 0 || !func0.call(data, "access_token")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "access_token" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data.token_type === void 0 || !func0.call(data, "token_type")) {
      const err1 = { instancePath, keyword: "required", params: { missingProperty: "token_type" } };
      vErrors = collect(vErrors, [err1]);
      errors++;
    }
    if (data.expires_in === void 0 || !func0.call(data, "expires_in")) {
      const err2 = { instancePath, keyword: "required", params: { missingProperty: "expires_in" } };
      vErrors = collect(vErrors, [err2]);
      errors++;
    }
    if (data.access_token !== void 0 && func0.call(data, "access_token")) {
      if (!(typeof data.access_token === "string")) {
        const err3 = { instancePath: instancePath + "/access_token", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err3]);
        errors++;
      }
    }
    if (data.token_type !== void 0 && func0.call(data, "token_type")) {
      let data1 = data.token_type;
      if (typeof data1 !== "string") {
        const err4 = { instancePath: instancePath + "/token_type", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err4]);
        errors++;
      }
      if (!(data1 === "Bearer")) {
        const err5 = { instancePath: instancePath + "/token_type", keyword: "enum", params: { allowedValues: schema36.properties.token_type.enum } };
        vErrors = collect(vErrors, [err5]);
        errors++;
      }
    }
    if (data.expires_in !== void 0 && func0.call(data, "expires_in")) {
      let data2 = data.expires_in;
      if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
        const err6 = { instancePath: instancePath + "/expires_in", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err6]);
        errors++;
      }
      if (typeof data2 == "number" && isFinite(data2)) {
        if (data2 < 1 || isNaN(data2)) {
          const err7 = { instancePath: instancePath + "/expires_in", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
          vErrors = collect(vErrors, [err7]);
          errors++;
        }
      }
    }
    if (data.refresh_token !== void 0 && func0.call(data, "refresh_token")) {
      if (!(typeof data.refresh_token === "string")) {
        const err8 = { instancePath: instancePath + "/refresh_token", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err8]);
        errors++;
      }
    }
  } else {
    const err9 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err9]);
    errors++;
  }
  validate82.errors = vErrors;
  return errors === 0;
}
function validate81(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (!validate82(data, instancePath)) {
    vErrors = collect(vErrors, validate82.errors);
    errors = vErrors.length;
  }
  validate81.errors = vErrors;
  return errors === 0;
}
var exact5 = validate84;
function validate84(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data["x-request-id"] === void 0 || !func0.call(data, "x-request-id")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "x-request-id" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data["x-request-id"] !== void 0 && func0.call(data, "x-request-id")) {
      let data0 = data["x-request-id"];
      if (typeof data0 === "string") {
        if (!pattern3.test(data0)) {
          const err1 = { instancePath: instancePath + "/x-request-id", keyword: "pattern", params: { pattern: "^[A-Za-z0-9._-]{1,64}$" } };
          vErrors = collect(vErrors, [err1]);
          errors++;
        }
      } else {
        const err2 = { instancePath: instancePath + "/x-request-id", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err2]);
        errors++;
      }
    }
    if (data["x-ratelimit-limit"] !== void 0 && func0.call(data, "x-ratelimit-limit")) {
      let data1 = data["x-ratelimit-limit"];
      if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
        const err3 = { instancePath: instancePath + "/x-ratelimit-limit", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err3]);
        errors++;
      }
      if (typeof data1 == "number" && isFinite(data1)) {
        if (data1 < 1 || isNaN(data1)) {
          const err4 = { instancePath: instancePath + "/x-ratelimit-limit", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
          vErrors = collect(vErrors, [err4]);
          errors++;
        }
      }
    }
    if (data["x-ratelimit-remaining"] !== void 0 && func0.call(data, "x-ratelimit-remaining")) {
      let data2 = data["x-ratelimit-remaining"];
      if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
        const err5 = { instancePath: instancePath + "/x-ratelimit-remaining", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err5]);
        errors++;
      }
      if (typeof data2 == "number" && isFinite(data2)) {
        if (data2 < 0 || isNaN(data2)) {
          const err6 = { instancePath: instancePath + "/x-ratelimit-remaining", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
          vErrors = collect(vErrors, [err6]);
          errors++;
        }
      }
    }
    if (data["x-ratelimit-reset"] !== void 0 && func0.call(data, "x-ratelimit-reset")) {
      let data3 = data["x-ratelimit-reset"];
      if (!(typeof data3 == "number" && (!(data3 % 1) && !isNaN(data3)) && isFinite(data3))) {
        const err7 = { instancePath: instancePath + "/x-ratelimit-reset", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err7]);
        errors++;
      }
      if (typeof data3 == "number" && isFinite(data3)) {
        if (data3 < 0 || isNaN(data3)) {
          const err8 = { instancePath: instancePath + "/x-ratelimit-reset", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
          vErrors = collect(vErrors, [err8]);
          errors++;
        }
      }
    }
  } else {
    const err9 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err9]);
    errors++;
  }
  validate84.errors = vErrors;
  return errors === 0;
}
var exact6 = validate85;
var schema41 = { "type": "string", "x-open-enum": true, "enum": ["VALIDATION_ERROR", "INVALID_TOKEN", "INVALID_CLIENT", "INVALID_GRANT", "INVALID_SIGNATURE", "FORBIDDEN", "HTTPS_REQUIRED", "NOT_FOUND", "TRANSACTION_NOT_FOUND", "METHOD_NOT_ALLOWED", "REQUEST_TIMEOUT", "ORDER_IN_PROGRESS", "ORDER_ALREADY_PAID", "ORDER_CLOSED", "ORDER_NOT_PAID", "PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE", "ORDER_ID_REUSED", "REFUND_ID_REUSED", "RATE_LIMIT_EXCEEDED", "HEADERS_TOO_LARGE", "PAYMENT_FAILED", "INTERNAL_ERROR", "SERVICE_UNAVAILABLE"] };
function validate88(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (typeof data !== "string") {
    const err0 = { instancePath, keyword: "type", params: { type: "string" } };
    vErrors = collect(vErrors, [err0]);
    errors++;
  }
  if (!(data === "VALIDATION_ERROR" || data === "INVALID_TOKEN" || data === "INVALID_CLIENT" || data === "INVALID_GRANT" || data === "INVALID_SIGNATURE" || data === "FORBIDDEN" || data === "HTTPS_REQUIRED" || data === "NOT_FOUND" || data === "TRANSACTION_NOT_FOUND" || data === "METHOD_NOT_ALLOWED" || data === "REQUEST_TIMEOUT" || data === "ORDER_IN_PROGRESS" || data === "ORDER_ALREADY_PAID" || data === "ORDER_CLOSED" || data === "ORDER_NOT_PAID" || data === "PAYLOAD_TOO_LARGE" || data === "UNSUPPORTED_MEDIA_TYPE" || data === "ORDER_ID_REUSED" || data === "REFUND_ID_REUSED" || data === "RATE_LIMIT_EXCEEDED" || data === "HEADERS_TOO_LARGE" || data === "PAYMENT_FAILED" || data === "INTERNAL_ERROR" || data === "SERVICE_UNAVAILABLE")) {
    const err1 = { instancePath, keyword: "enum", params: { allowedValues: schema41.enum } };
    vErrors = collect(vErrors, [err1]);
    errors++;
  }
  validate88.errors = vErrors;
  return errors === 0;
}
var pattern12 = /* @__PURE__ */ new RegExp("^[a-z0-9_-]{1,32}$", "u");
function validate93(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (typeof data === "string") {
    if (!pattern12.test(data)) {
      const err0 = { instancePath, keyword: "pattern", params: { pattern: "^[a-z0-9_-]{1,32}$" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
  } else {
    const err1 = { instancePath, keyword: "type", params: { type: "string" } };
    vErrors = collect(vErrors, [err1]);
    errors++;
  }
  validate93.errors = vErrors;
  return errors === 0;
}
function validate92(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.package_id === void 0 || !func0.call(data, "package_id")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "package_id" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data.amount === void 0 || !func0.call(data, "amount")) {
      const err1 = { instancePath, keyword: "required", params: { missingProperty: "amount" } };
      vErrors = collect(vErrors, [err1]);
      errors++;
    }
    if (data.currency === void 0 || !func0.call(data, "currency")) {
      const err2 = { instancePath, keyword: "required", params: { missingProperty: "currency" } };
      vErrors = collect(vErrors, [err2]);
      errors++;
    }
    if (data.package_id !== void 0 && func0.call(data, "package_id")) {
      if (!validate93(data.package_id, instancePath + "/package_id")) {
        vErrors = collect(vErrors, validate93.errors);
        errors = vErrors.length;
      }
    }
    if (data.amount !== void 0 && func0.call(data, "amount")) {
      if (!validate62(data.amount, instancePath + "/amount")) {
        vErrors = collect(vErrors, validate62.errors);
        errors = vErrors.length;
      }
    }
    if (data.currency !== void 0 && func0.call(data, "currency")) {
      if (!validate75(data.currency, instancePath + "/currency")) {
        vErrors = collect(vErrors, validate75.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err3 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err3]);
    errors++;
  }
  validate92.errors = vErrors;
  return errors === 0;
}
function validate98(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.in === void 0 || !func0.call(data, "in")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "in" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data.field === void 0 || !func0.call(data, "field")) {
      const err1 = { instancePath, keyword: "required", params: { missingProperty: "field" } };
      vErrors = collect(vErrors, [err1]);
      errors++;
    }
    if (data.rule === void 0 || !func0.call(data, "rule")) {
      const err2 = { instancePath, keyword: "required", params: { missingProperty: "rule" } };
      vErrors = collect(vErrors, [err2]);
      errors++;
    }
    if (data.message === void 0 || !func0.call(data, "message")) {
      const err3 = { instancePath, keyword: "required", params: { missingProperty: "message" } };
      vErrors = collect(vErrors, [err3]);
      errors++;
    }
    if (data.in !== void 0 && func0.call(data, "in")) {
      if (typeof data.in !== "string") {
        const err4 = { instancePath: instancePath + "/in", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err4]);
        errors++;
      }
    }
    if (data.field !== void 0 && func0.call(data, "field")) {
      if (typeof data.field !== "string") {
        const err5 = { instancePath: instancePath + "/field", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err5]);
        errors++;
      }
    }
    if (data.rule !== void 0 && func0.call(data, "rule")) {
      if (typeof data.rule !== "string") {
        const err6 = { instancePath: instancePath + "/rule", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err6]);
        errors++;
      }
    }
    if (data.message !== void 0 && func0.call(data, "message")) {
      if (typeof data.message !== "string") {
        const err7 = { instancePath: instancePath + "/message", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err7]);
        errors++;
      }
    }
  } else {
    const err8 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err8]);
    errors++;
  }
  validate98.errors = vErrors;
  return errors === 0;
}
function validate90(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.in !== void 0 && func0.call(data, "in")) {
      if (typeof data.in !== "string") {
        const err0 = { instancePath: instancePath + "/in", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err0]);
        errors++;
      }
    }
    if (data.field !== void 0 && func0.call(data, "field")) {
      if (typeof data.field !== "string") {
        const err1 = { instancePath: instancePath + "/field", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err1]);
        errors++;
      }
    }
    if (data.rule !== void 0 && func0.call(data, "rule")) {
      if (typeof data.rule !== "string") {
        const err2 = { instancePath: instancePath + "/rule", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err2]);
        errors++;
      }
    }
    if (data.reason !== void 0 && func0.call(data, "reason")) {
      if (typeof data.reason !== "string") {
        const err3 = { instancePath: instancePath + "/reason", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err3]);
        errors++;
      }
    }
    if (data.limit !== void 0 && func0.call(data, "limit")) {
      if (typeof data.limit !== "string") {
        const err4 = { instancePath: instancePath + "/limit", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err4]);
        errors++;
      }
    }
    if (data.transaction_id !== void 0 && func0.call(data, "transaction_id")) {
      if (!validate70(data.transaction_id, instancePath + "/transaction_id")) {
        vErrors = collect(vErrors, validate70.errors);
        errors = vErrors.length;
      }
    }
    if (data.prices !== void 0 && func0.call(data, "prices")) {
      let data6 = data.prices;
      if (Array.isArray(data6)) {
        const len0 = data6.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate92(data6[i0], instancePath + "/prices/" + i0)) {
            vErrors = collect(vErrors, validate92.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err5 = { instancePath: instancePath + "/prices", keyword: "type", params: { type: "array" } };
        vErrors = collect(vErrors, [err5]);
        errors++;
      }
    }
    if (data.errors !== void 0 && func0.call(data, "errors")) {
      let data8 = data.errors;
      if (Array.isArray(data8)) {
        const len1 = data8.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (!validate98(data8[i1], instancePath + "/errors/" + i1)) {
            vErrors = collect(vErrors, validate98.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err6 = { instancePath: instancePath + "/errors", keyword: "type", params: { type: "array" } };
        vErrors = collect(vErrors, [err6]);
        errors++;
      }
    }
  } else {
    const err7 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err7]);
    errors++;
  }
  validate90.errors = vErrors;
  return errors === 0;
}
function validate87(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.code === void 0 || !func0.call(data, "code")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "code" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data.message === void 0 || !func0.call(data, "message")) {
      const err1 = { instancePath, keyword: "required", params: { missingProperty: "message" } };
      vErrors = collect(vErrors, [err1]);
      errors++;
    }
    if (data.code !== void 0 && func0.call(data, "code")) {
      if (!validate88(data.code, instancePath + "/code")) {
        vErrors = collect(vErrors, validate88.errors);
        errors = vErrors.length;
      }
    }
    if (data.message !== void 0 && func0.call(data, "message")) {
      if (typeof data.message !== "string") {
        const err2 = { instancePath: instancePath + "/message", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err2]);
        errors++;
      }
    }
    if (data.details !== void 0 && func0.call(data, "details")) {
      if (!validate90(data.details, instancePath + "/details")) {
        vErrors = collect(vErrors, validate90.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err3 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err3]);
    errors++;
  }
  validate87.errors = vErrors;
  return errors === 0;
}
function validate86(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.error === void 0 || !func0.call(data, "error")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "error" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data.error !== void 0 && func0.call(data, "error")) {
      if (!validate87(data.error, instancePath + "/error")) {
        vErrors = collect(vErrors, validate87.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err1 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err1]);
    errors++;
  }
  validate86.errors = vErrors;
  return errors === 0;
}
function validate85(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (!validate86(data, instancePath)) {
    vErrors = collect(vErrors, validate86.errors);
    errors = vErrors.length;
  }
  validate85.errors = vErrors;
  return errors === 0;
}
var exact7 = validate103;
function validate103(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data["x-request-id"] === void 0 || !func0.call(data, "x-request-id")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "x-request-id" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data["x-request-id"] !== void 0 && func0.call(data, "x-request-id")) {
      let data0 = data["x-request-id"];
      if (typeof data0 === "string") {
        if (!pattern3.test(data0)) {
          const err1 = { instancePath: instancePath + "/x-request-id", keyword: "pattern", params: { pattern: "^[A-Za-z0-9._-]{1,64}$" } };
          vErrors = collect(vErrors, [err1]);
          errors++;
        }
      } else {
        const err2 = { instancePath: instancePath + "/x-request-id", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err2]);
        errors++;
      }
    }
  } else {
    const err3 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err3]);
    errors++;
  }
  validate103.errors = vErrors;
  return errors === 0;
}
var exact8 = validate104;
function validate104(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data["x-request-id"] === void 0 || !func0.call(data, "x-request-id")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "x-request-id" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data["retry-after"] === void 0 || !func0.call(data, "retry-after")) {
      const err1 = { instancePath, keyword: "required", params: { missingProperty: "retry-after" } };
      vErrors = collect(vErrors, [err1]);
      errors++;
    }
    if (data["x-request-id"] !== void 0 && func0.call(data, "x-request-id")) {
      let data0 = data["x-request-id"];
      if (typeof data0 === "string") {
        if (!pattern3.test(data0)) {
          const err2 = { instancePath: instancePath + "/x-request-id", keyword: "pattern", params: { pattern: "^[A-Za-z0-9._-]{1,64}$" } };
          vErrors = collect(vErrors, [err2]);
          errors++;
        }
      } else {
        const err3 = { instancePath: instancePath + "/x-request-id", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err3]);
        errors++;
      }
    }
    if (data["x-ratelimit-limit"] !== void 0 && func0.call(data, "x-ratelimit-limit")) {
      let data1 = data["x-ratelimit-limit"];
      if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
        const err4 = { instancePath: instancePath + "/x-ratelimit-limit", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err4]);
        errors++;
      }
      if (typeof data1 == "number" && isFinite(data1)) {
        if (data1 < 1 || isNaN(data1)) {
          const err5 = { instancePath: instancePath + "/x-ratelimit-limit", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
          vErrors = collect(vErrors, [err5]);
          errors++;
        }
      }
    }
    if (data["x-ratelimit-remaining"] !== void 0 && func0.call(data, "x-ratelimit-remaining")) {
      let data2 = data["x-ratelimit-remaining"];
      if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
        const err6 = { instancePath: instancePath + "/x-ratelimit-remaining", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err6]);
        errors++;
      }
      if (typeof data2 == "number" && isFinite(data2)) {
        if (data2 < 0 || isNaN(data2)) {
          const err7 = { instancePath: instancePath + "/x-ratelimit-remaining", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
          vErrors = collect(vErrors, [err7]);
          errors++;
        }
      }
    }
    if (data["x-ratelimit-reset"] !== void 0 && func0.call(data, "x-ratelimit-reset")) {
      let data3 = data["x-ratelimit-reset"];
      if (!(typeof data3 == "number" && (!(data3 % 1) && !isNaN(data3)) && isFinite(data3))) {
        const err8 = { instancePath: instancePath + "/x-ratelimit-reset", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err8]);
        errors++;
      }
      if (typeof data3 == "number" && isFinite(data3)) {
        if (data3 < 0 || isNaN(data3)) {
          const err9 = { instancePath: instancePath + "/x-ratelimit-reset", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
          vErrors = collect(vErrors, [err9]);
          errors++;
        }
      }
    }
    if (data["retry-after"] !== void 0 && func0.call(data, "retry-after")) {
      let data4 = data["retry-after"];
      if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
        const err10 = { instancePath: instancePath + "/retry-after", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err10]);
        errors++;
      }
      if (typeof data4 == "number" && isFinite(data4)) {
        if (data4 < 1 || isNaN(data4)) {
          const err11 = { instancePath: instancePath + "/retry-after", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
          vErrors = collect(vErrors, [err11]);
          errors++;
        }
      }
    }
  } else {
    const err12 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err12]);
    errors++;
  }
  validate104.errors = vErrors;
  return errors === 0;
}
var exact9 = validate105;
function validate107(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.id === void 0 || !func0.call(data, "id")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "id" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data.name === void 0 || !func0.call(data, "name")) {
      const err1 = { instancePath, keyword: "required", params: { missingProperty: "name" } };
      vErrors = collect(vErrors, [err1]);
      errors++;
    }
    if (data.months === void 0 || !func0.call(data, "months")) {
      const err2 = { instancePath, keyword: "required", params: { missingProperty: "months" } };
      vErrors = collect(vErrors, [err2]);
      errors++;
    }
    if (data.amount === void 0 || !func0.call(data, "amount")) {
      const err3 = { instancePath, keyword: "required", params: { missingProperty: "amount" } };
      vErrors = collect(vErrors, [err3]);
      errors++;
    }
    if (data.currency === void 0 || !func0.call(data, "currency")) {
      const err4 = { instancePath, keyword: "required", params: { missingProperty: "currency" } };
      vErrors = collect(vErrors, [err4]);
      errors++;
    }
    if (data.id !== void 0 && func0.call(data, "id")) {
      if (!validate93(data.id, instancePath + "/id")) {
        vErrors = collect(vErrors, validate93.errors);
        errors = vErrors.length;
      }
    }
    if (data.name !== void 0 && func0.call(data, "name")) {
      let data1 = data.name;
      if (typeof data1 === "string") {
        if (func64(data1) > 128) {
          const err5 = { instancePath: instancePath + "/name", keyword: "maxLength", params: { limit: 128 } };
          vErrors = collect(vErrors, [err5]);
          errors++;
        }
        if (func64(data1) < 1) {
          const err6 = { instancePath: instancePath + "/name", keyword: "minLength", params: { limit: 1 } };
          vErrors = collect(vErrors, [err6]);
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/name", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err7]);
        errors++;
      }
    }
    if (data.months !== void 0 && func0.call(data, "months")) {
      let data2 = data.months;
      if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
        const err8 = { instancePath: instancePath + "/months", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err8]);
        errors++;
      }
      if (typeof data2 == "number" && isFinite(data2)) {
        if (data2 > 120 || isNaN(data2)) {
          const err9 = { instancePath: instancePath + "/months", keyword: "maximum", params: { comparison: "<=", limit: 120 } };
          vErrors = collect(vErrors, [err9]);
          errors++;
        }
        if (data2 < 1 || isNaN(data2)) {
          const err10 = { instancePath: instancePath + "/months", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
          vErrors = collect(vErrors, [err10]);
          errors++;
        }
      }
    }
    if (data.amount !== void 0 && func0.call(data, "amount")) {
      if (!validate62(data.amount, instancePath + "/amount")) {
        vErrors = collect(vErrors, validate62.errors);
        errors = vErrors.length;
      }
    }
    if (data.currency !== void 0 && func0.call(data, "currency")) {
      if (!validate75(data.currency, instancePath + "/currency")) {
        vErrors = collect(vErrors, validate75.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err11 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err11]);
    errors++;
  }
  validate107.errors = vErrors;
  return errors === 0;
}
function validate106(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.data === void 0 || !func0.call(data, "data")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "data" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data.data !== void 0 && func0.call(data, "data")) {
      let data0 = data.data;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate107(data0[i0], instancePath + "/data/" + i0)) {
            vErrors = collect(vErrors, validate107.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err1 = { instancePath: instancePath + "/data", keyword: "type", params: { type: "array" } };
        vErrors = collect(vErrors, [err1]);
        errors++;
      }
    }
  } else {
    const err2 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err2]);
    errors++;
  }
  validate106.errors = vErrors;
  return errors === 0;
}
function validate105(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (!validate106(data, instancePath)) {
    vErrors = collect(vErrors, validate106.errors);
    errors = vErrors.length;
  }
  validate105.errors = vErrors;
  return errors === 0;
}
var exact10 = validate113;
function validate114(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.success === void 0 || !func0.call(data, "success")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "success" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data.transaction_id === void 0 || !func0.call(data, "transaction_id")) {
      const err1 = { instancePath, keyword: "required", params: { missingProperty: "transaction_id" } };
      vErrors = collect(vErrors, [err1]);
      errors++;
    }
    if (data.payment_url === void 0 || !func0.call(data, "payment_url")) {
      const err2 = { instancePath, keyword: "required", params: { missingProperty: "payment_url" } };
      vErrors = collect(vErrors, [err2]);
      errors++;
    }
    if (data.message === void 0 || !func0.call(data, "message")) {
      const err3 = { instancePath, keyword: "required", params: { missingProperty: "message" } };
      vErrors = collect(vErrors, [err3]);
      errors++;
    }
    if (data.success !== void 0 && func0.call(data, "success")) {
      if (typeof data.success !== "boolean") {
        const err4 = { instancePath: instancePath + "/success", keyword: "type", params: { type: "boolean" } };
        vErrors = collect(vErrors, [err4]);
        errors++;
      }
    }
    if (data.transaction_id !== void 0 && func0.call(data, "transaction_id")) {
      if (!validate70(data.transaction_id, instancePath + "/transaction_id")) {
        vErrors = collect(vErrors, validate70.errors);
        errors = vErrors.length;
      }
    }
    if (data.payment_url !== void 0 && func0.call(data, "payment_url")) {
      if (typeof data.payment_url !== "string") {
        const err5 = { instancePath: instancePath + "/payment_url", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err5]);
        errors++;
      }
    }
    if (data.message !== void 0 && func0.call(data, "message")) {
      if (typeof data.message !== "string") {
        const err6 = { instancePath: instancePath + "/message", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err6]);
        errors++;
      }
    }
  } else {
    const err7 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err7]);
    errors++;
  }
  validate114.errors = vErrors;
  return errors === 0;
}
function validate113(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (!validate114(data, instancePath)) {
    vErrors = collect(vErrors, validate114.errors);
    errors = vErrors.length;
  }
  validate113.errors = vErrors;
  return errors === 0;
}
var exact11 = validate117;
var schema53 = { "type": "object", "additionalProperties": true, "required": ["x-request-id"], "properties": { "x-request-id": { "type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$" }, "x-ratelimit-limit": { "type": "integer", "minimum": 1 }, "x-ratelimit-remaining": { "type": "integer", "minimum": 0 }, "x-ratelimit-reset": { "type": "integer", "minimum": 0 }, "idempotent-replayed": { "type": "string", "enum": ["true"] } } };
function validate117(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data["x-request-id"] === void 0 || !func0.call(data, "x-request-id")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "x-request-id" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data["x-request-id"] !== void 0 && func0.call(data, "x-request-id")) {
      let data0 = data["x-request-id"];
      if (typeof data0 === "string") {
        if (!pattern3.test(data0)) {
          const err1 = { instancePath: instancePath + "/x-request-id", keyword: "pattern", params: { pattern: "^[A-Za-z0-9._-]{1,64}$" } };
          vErrors = collect(vErrors, [err1]);
          errors++;
        }
      } else {
        const err2 = { instancePath: instancePath + "/x-request-id", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err2]);
        errors++;
      }
    }
    if (data["x-ratelimit-limit"] !== void 0 && func0.call(data, "x-ratelimit-limit")) {
      let data1 = data["x-ratelimit-limit"];
      if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
        const err3 = { instancePath: instancePath + "/x-ratelimit-limit", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err3]);
        errors++;
      }
      if (typeof data1 == "number" && isFinite(data1)) {
        if (data1 < 1 || isNaN(data1)) {
          const err4 = { instancePath: instancePath + "/x-ratelimit-limit", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
          vErrors = collect(vErrors, [err4]);
          errors++;
        }
      }
    }
    if (data["x-ratelimit-remaining"] !== void 0 && func0.call(data, "x-ratelimit-remaining")) {
      let data2 = data["x-ratelimit-remaining"];
      if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
        const err5 = { instancePath: instancePath + "/x-ratelimit-remaining", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err5]);
        errors++;
      }
      if (typeof data2 == "number" && isFinite(data2)) {
        if (data2 < 0 || isNaN(data2)) {
          const err6 = { instancePath: instancePath + "/x-ratelimit-remaining", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
          vErrors = collect(vErrors, [err6]);
          errors++;
        }
      }
    }
    if (data["x-ratelimit-reset"] !== void 0 && func0.call(data, "x-ratelimit-reset")) {
      let data3 = data["x-ratelimit-reset"];
      if (!(typeof data3 == "number" && (!(data3 % 1) && !isNaN(data3)) && isFinite(data3))) {
        const err7 = { instancePath: instancePath + "/x-ratelimit-reset", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err7]);
        errors++;
      }
      if (typeof data3 == "number" && isFinite(data3)) {
        if (data3 < 0 || isNaN(data3)) {
          const err8 = { instancePath: instancePath + "/x-ratelimit-reset", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
          vErrors = collect(vErrors, [err8]);
          errors++;
        }
      }
    }
    if (data["idempotent-replayed"] !== void 0 && func0.call(data, "idempotent-replayed")) {
      let data4 = data["idempotent-replayed"];
      if (typeof data4 !== "string") {
        const err9 = { instancePath: instancePath + "/idempotent-replayed", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err9]);
        errors++;
      }
      if (!(data4 === "true")) {
        const err10 = { instancePath: instancePath + "/idempotent-replayed", keyword: "enum", params: { allowedValues: schema53.properties["idempotent-replayed"].enum } };
        vErrors = collect(vErrors, [err10]);
        errors++;
      }
    }
  } else {
    const err11 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err11]);
    errors++;
  }
  validate117.errors = vErrors;
  return errors === 0;
}
var exact12 = validate118;
function validate118(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data["x-request-id"] === void 0 || !func0.call(data, "x-request-id")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "x-request-id" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data["x-request-id"] !== void 0 && func0.call(data, "x-request-id")) {
      let data0 = data["x-request-id"];
      if (typeof data0 === "string") {
        if (!pattern3.test(data0)) {
          const err1 = { instancePath: instancePath + "/x-request-id", keyword: "pattern", params: { pattern: "^[A-Za-z0-9._-]{1,64}$" } };
          vErrors = collect(vErrors, [err1]);
          errors++;
        }
      } else {
        const err2 = { instancePath: instancePath + "/x-request-id", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err2]);
        errors++;
      }
    }
    if (data["x-ratelimit-limit"] !== void 0 && func0.call(data, "x-ratelimit-limit")) {
      let data1 = data["x-ratelimit-limit"];
      if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
        const err3 = { instancePath: instancePath + "/x-ratelimit-limit", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err3]);
        errors++;
      }
      if (typeof data1 == "number" && isFinite(data1)) {
        if (data1 < 1 || isNaN(data1)) {
          const err4 = { instancePath: instancePath + "/x-ratelimit-limit", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
          vErrors = collect(vErrors, [err4]);
          errors++;
        }
      }
    }
    if (data["x-ratelimit-remaining"] !== void 0 && func0.call(data, "x-ratelimit-remaining")) {
      let data2 = data["x-ratelimit-remaining"];
      if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
        const err5 = { instancePath: instancePath + "/x-ratelimit-remaining", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err5]);
        errors++;
      }
      if (typeof data2 == "number" && isFinite(data2)) {
        if (data2 < 0 || isNaN(data2)) {
          const err6 = { instancePath: instancePath + "/x-ratelimit-remaining", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
          vErrors = collect(vErrors, [err6]);
          errors++;
        }
      }
    }
    if (data["x-ratelimit-reset"] !== void 0 && func0.call(data, "x-ratelimit-reset")) {
      let data3 = data["x-ratelimit-reset"];
      if (!(typeof data3 == "number" && (!(data3 % 1) && !isNaN(data3)) && isFinite(data3))) {
        const err7 = { instancePath: instancePath + "/x-ratelimit-reset", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err7]);
        errors++;
      }
      if (typeof data3 == "number" && isFinite(data3)) {
        if (data3 < 0 || isNaN(data3)) {
          const err8 = { instancePath: instancePath + "/x-ratelimit-reset", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
          vErrors = collect(vErrors, [err8]);
          errors++;
        }
      }
    }
    if (data["retry-after"] !== void 0 && func0.call(data, "retry-after")) {
      let data4 = data["retry-after"];
      if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
        const err9 = { instancePath: instancePath + "/retry-after", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err9]);
        errors++;
      }
      if (typeof data4 == "number" && isFinite(data4)) {
        if (data4 < 1 || isNaN(data4)) {
          const err10 = { instancePath: instancePath + "/retry-after", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
          vErrors = collect(vErrors, [err10]);
          errors++;
        }
      }
    }
  } else {
    const err11 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err11]);
    errors++;
  }
  validate118.errors = vErrors;
  return errors === 0;
}
var exact13 = validate119;
function validate120(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.success === void 0 || !func0.call(data, "success")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "success" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data.success !== void 0 && func0.call(data, "success")) {
      if (typeof data.success !== "boolean") {
        const err1 = { instancePath: instancePath + "/success", keyword: "type", params: { type: "boolean" } };
        vErrors = collect(vErrors, [err1]);
        errors++;
      }
    }
  } else {
    const err2 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err2]);
    errors++;
  }
  validate120.errors = vErrors;
  return errors === 0;
}
function validate119(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (!validate120(data, instancePath)) {
    vErrors = collect(vErrors, validate120.errors);
    errors = vErrors.length;
  }
  validate119.errors = vErrors;
  return errors === 0;
}
var exact14 = validate122;
var schema59 = { "type": "string", "enum": ["creating", "pending", "failed", "closed", "paid", "refunded"], "x-open-enum": true };
function validate127(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (typeof data !== "string") {
    const err0 = { instancePath, keyword: "type", params: { type: "string" } };
    vErrors = collect(vErrors, [err0]);
    errors++;
  }
  if (!(data === "creating" || data === "pending" || data === "failed" || data === "closed" || data === "paid" || data === "refunded")) {
    const err1 = { instancePath, keyword: "enum", params: { allowedValues: schema59.enum } };
    vErrors = collect(vErrors, [err1]);
    errors++;
  }
  validate127.errors = vErrors;
  return errors === 0;
}
function validate132(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (typeof data === "string") {
    if (!formats0.test(data)) {
      const err0 = { instancePath, keyword: "format", params: { format: "date-time" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
  } else {
    const err1 = { instancePath, keyword: "type", params: { type: "string" } };
    vErrors = collect(vErrors, [err1]);
    errors++;
  }
  validate132.errors = vErrors;
  return errors === 0;
}
function validate123(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.transaction_id === void 0 || !func0.call(data, "transaction_id")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "transaction_id" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data.order_id === void 0 || !func0.call(data, "order_id")) {
      const err1 = { instancePath, keyword: "required", params: { missingProperty: "order_id" } };
      vErrors = collect(vErrors, [err1]);
      errors++;
    }
    if (data.user_id === void 0 || !func0.call(data, "user_id")) {
      const err2 = { instancePath, keyword: "required", params: { missingProperty: "user_id" } };
      vErrors = collect(vErrors, [err2]);
      errors++;
    }
    if (data.status === void 0 || !func0.call(data, "status")) {
      const err3 = { instancePath, keyword: "required", params: { missingProperty: "status" } };
      vErrors = collect(vErrors, [err3]);
      errors++;
    }
    if (data.amount === void 0 || !func0.call(data, "amount")) {
      const err4 = { instancePath, keyword: "required", params: { missingProperty: "amount" } };
      vErrors = collect(vErrors, [err4]);
      errors++;
    }
    if (data.currency === void 0 || !func0.call(data, "currency")) {
      const err5 = { instancePath, keyword: "required", params: { missingProperty: "currency" } };
      vErrors = collect(vErrors, [err5]);
      errors++;
    }
    if (data.subject === void 0 || !func0.call(data, "subject")) {
      const err6 = { instancePath, keyword: "required", params: { missingProperty: "subject" } };
      vErrors = collect(vErrors, [err6]);
      errors++;
    }
    if (data.package_id === void 0 || !func0.call(data, "package_id")) {
      const err7 = { instancePath, keyword: "required", params: { missingProperty: "package_id" } };
      vErrors = collect(vErrors, [err7]);
      errors++;
    }
    if (data.months === void 0 || !func0.call(data, "months")) {
      const err8 = { instancePath, keyword: "required", params: { missingProperty: "months" } };
      vErrors = collect(vErrors, [err8]);
      errors++;
    }
    if (data.created_at === void 0 || !func0.call(data, "created_at")) {
      const err9 = { instancePath, keyword: "required", params: { missingProperty: "created_at" } };
      vErrors = collect(vErrors, [err9]);
      errors++;
    }
    if (data.updated_at === void 0 || !func0.call(data, "updated_at")) {
      const err10 = { instancePath, keyword: "required", params: { missingProperty: "updated_at" } };
      vErrors = collect(vErrors, [err10]);
      errors++;
    }
    if (data.expires_at === void 0 || !func0.call(data, "expires_at")) {
      const err11 = { instancePath, keyword: "required", params: { missingProperty: "expires_at" } };
      vErrors = collect(vErrors, [err11]);
      errors++;
    }
    if (data.transaction_id !== void 0 && func0.call(data, "transaction_id")) {
      if (!validate70(data.transaction_id, instancePath + "/transaction_id")) {
        vErrors = collect(vErrors, validate70.errors);
        errors = vErrors.length;
      }
    }
    if (data.order_id !== void 0 && func0.call(data, "order_id")) {
      if (!validate60(data.order_id, instancePath + "/order_id")) {
        vErrors = collect(vErrors, validate60.errors);
        errors = vErrors.length;
      }
    }
    if (data.user_id !== void 0 && func0.call(data, "user_id")) {
      if (!validate55(data.user_id, instancePath + "/user_id")) {
        vErrors = collect(vErrors, validate55.errors);
        errors = vErrors.length;
      }
    }
    if (data.status !== void 0 && func0.call(data, "status")) {
      if (!validate127(data.status, instancePath + "/status")) {
        vErrors = collect(vErrors, validate127.errors);
        errors = vErrors.length;
      }
    }
    if (data.amount !== void 0 && func0.call(data, "amount")) {
      if (!validate62(data.amount, instancePath + "/amount")) {
        vErrors = collect(vErrors, validate62.errors);
        errors = vErrors.length;
      }
    }
    if (data.currency !== void 0 && func0.call(data, "currency")) {
      if (!validate75(data.currency, instancePath + "/currency")) {
        vErrors = collect(vErrors, validate75.errors);
        errors = vErrors.length;
      }
    }
    if (data.subject !== void 0 && func0.call(data, "subject")) {
      if (typeof data.subject !== "string") {
        const err12 = { instancePath: instancePath + "/subject", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err12]);
        errors++;
      }
    }
    if (data.package_id !== void 0 && func0.call(data, "package_id")) {
      if (!validate93(data.package_id, instancePath + "/package_id")) {
        vErrors = collect(vErrors, validate93.errors);
        errors = vErrors.length;
      }
    }
    if (data.months !== void 0 && func0.call(data, "months")) {
      let data8 = data.months;
      if (!(typeof data8 == "number" && (!(data8 % 1) && !isNaN(data8)) && isFinite(data8))) {
        const err13 = { instancePath: instancePath + "/months", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err13]);
        errors++;
      }
      if (typeof data8 == "number" && isFinite(data8)) {
        if (data8 < 1 || isNaN(data8)) {
          const err14 = { instancePath: instancePath + "/months", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
          vErrors = collect(vErrors, [err14]);
          errors++;
        }
      }
    }
    if (data.payment_url !== void 0 && func0.call(data, "payment_url")) {
      if (typeof data.payment_url !== "string") {
        const err15 = { instancePath: instancePath + "/payment_url", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err15]);
        errors++;
      }
    }
    if (data.created_at !== void 0 && func0.call(data, "created_at")) {
      if (!validate132(data.created_at, instancePath + "/created_at")) {
        vErrors = collect(vErrors, validate132.errors);
        errors = vErrors.length;
      }
    }
    if (data.updated_at !== void 0 && func0.call(data, "updated_at")) {
      if (!validate132(data.updated_at, instancePath + "/updated_at")) {
        vErrors = collect(vErrors, validate132.errors);
        errors = vErrors.length;
      }
    }
    if (data.expires_at !== void 0 && func0.call(data, "expires_at")) {
      if (!validate132(data.expires_at, instancePath + "/expires_at")) {
        vErrors = collect(vErrors, validate132.errors);
        errors = vErrors.length;
      }
    }
    if (data.paid_at !== void 0 && func0.call(data, "paid_at")) {
      if (!validate132(data.paid_at, instancePath + "/paid_at")) {
        vErrors = collect(vErrors, validate132.errors);
        errors = vErrors.length;
      }
    }
    if (data.closed_at !== void 0 && func0.call(data, "closed_at")) {
      if (!validate132(data.closed_at, instancePath + "/closed_at")) {
        vErrors = collect(vErrors, validate132.errors);
        errors = vErrors.length;
      }
    }
    if (data.refunded_at !== void 0 && func0.call(data, "refunded_at")) {
      if (!validate132(data.refunded_at, instancePath + "/refunded_at")) {
        vErrors = collect(vErrors, validate132.errors);
        errors = vErrors.length;
      }
    }
    if (data.refunded_amount !== void 0 && func0.call(data, "refunded_amount")) {
      let data16 = data.refunded_amount;
      if (typeof data16 == "number" && isFinite(data16)) {
        if (data16 > 1e8 || isNaN(data16)) {
          const err16 = { instancePath: instancePath + "/refunded_amount", keyword: "maximum", params: { comparison: "<=", limit: 1e8 } };
          vErrors = collect(vErrors, [err16]);
          errors++;
        }
        if (data16 < 1e-3 || isNaN(data16)) {
          const err17 = { instancePath: instancePath + "/refunded_amount", keyword: "minimum", params: { comparison: ">=", limit: 1e-3 } };
          vErrors = collect(vErrors, [err17]);
          errors++;
        }
      } else {
        const err18 = { instancePath: instancePath + "/refunded_amount", keyword: "type", params: { type: "number" } };
        vErrors = collect(vErrors, [err18]);
        errors++;
      }
    }
  } else {
    const err19 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err19]);
    errors++;
  }
  validate123.errors = vErrors;
  return errors === 0;
}
function validate122(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (!validate123(data, instancePath)) {
    vErrors = collect(vErrors, validate123.errors);
    errors = vErrors.length;
  }
  validate122.errors = vErrors;
  return errors === 0;
}
var exact15 = validate140;
function validate142(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.transaction_id === void 0 || !func0.call(data, "transaction_id")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "transaction_id" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data.order_id === void 0 || !func0.call(data, "order_id")) {
      const err1 = { instancePath, keyword: "required", params: { missingProperty: "order_id" } };
      vErrors = collect(vErrors, [err1]);
      errors++;
    }
    if (data.user_id === void 0 || !func0.call(data, "user_id")) {
      const err2 = { instancePath, keyword: "required", params: { missingProperty: "user_id" } };
      vErrors = collect(vErrors, [err2]);
      errors++;
    }
    if (data.status === void 0 || !func0.call(data, "status")) {
      const err3 = { instancePath, keyword: "required", params: { missingProperty: "status" } };
      vErrors = collect(vErrors, [err3]);
      errors++;
    }
    if (data.amount === void 0 || !func0.call(data, "amount")) {
      const err4 = { instancePath, keyword: "required", params: { missingProperty: "amount" } };
      vErrors = collect(vErrors, [err4]);
      errors++;
    }
    if (data.currency === void 0 || !func0.call(data, "currency")) {
      const err5 = { instancePath, keyword: "required", params: { missingProperty: "currency" } };
      vErrors = collect(vErrors, [err5]);
      errors++;
    }
    if (data.subject === void 0 || !func0.call(data, "subject")) {
      const err6 = { instancePath, keyword: "required", params: { missingProperty: "subject" } };
      vErrors = collect(vErrors, [err6]);
      errors++;
    }
    if (data.package_id === void 0 || !func0.call(data, "package_id")) {
      const err7 = { instancePath, keyword: "required", params: { missingProperty: "package_id" } };
      vErrors = collect(vErrors, [err7]);
      errors++;
    }
    if (data.months === void 0 || !func0.call(data, "months")) {
      const err8 = { instancePath, keyword: "required", params: { missingProperty: "months" } };
      vErrors = collect(vErrors, [err8]);
      errors++;
    }
    if (data.created_at === void 0 || !func0.call(data, "created_at")) {
      const err9 = { instancePath, keyword: "required", params: { missingProperty: "created_at" } };
      vErrors = collect(vErrors, [err9]);
      errors++;
    }
    if (data.updated_at === void 0 || !func0.call(data, "updated_at")) {
      const err10 = { instancePath, keyword: "required", params: { missingProperty: "updated_at" } };
      vErrors = collect(vErrors, [err10]);
      errors++;
    }
    if (data.expires_at === void 0 || !func0.call(data, "expires_at")) {
      const err11 = { instancePath, keyword: "required", params: { missingProperty: "expires_at" } };
      vErrors = collect(vErrors, [err11]);
      errors++;
    }
    if (data.transaction_id !== void 0 && func0.call(data, "transaction_id")) {
      if (!validate70(data.transaction_id, instancePath + "/transaction_id")) {
        vErrors = collect(vErrors, validate70.errors);
        errors = vErrors.length;
      }
    }
    if (data.order_id !== void 0 && func0.call(data, "order_id")) {
      if (!validate60(data.order_id, instancePath + "/order_id")) {
        vErrors = collect(vErrors, validate60.errors);
        errors = vErrors.length;
      }
    }
    if (data.user_id !== void 0 && func0.call(data, "user_id")) {
      if (!validate55(data.user_id, instancePath + "/user_id")) {
        vErrors = collect(vErrors, validate55.errors);
        errors = vErrors.length;
      }
    }
    if (data.status !== void 0 && func0.call(data, "status")) {
      if (!validate127(data.status, instancePath + "/status")) {
        vErrors = collect(vErrors, validate127.errors);
        errors = vErrors.length;
      }
    }
    if (data.amount !== void 0 && func0.call(data, "amount")) {
      if (!validate62(data.amount, instancePath + "/amount")) {
        vErrors = collect(vErrors, validate62.errors);
        errors = vErrors.length;
      }
    }
    if (data.currency !== void 0 && func0.call(data, "currency")) {
      if (!validate75(data.currency, instancePath + "/currency")) {
        vErrors = collect(vErrors, validate75.errors);
        errors = vErrors.length;
      }
    }
    if (data.subject !== void 0 && func0.call(data, "subject")) {
      if (typeof data.subject !== "string") {
        const err12 = { instancePath: instancePath + "/subject", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err12]);
        errors++;
      }
    }
    if (data.package_id !== void 0 && func0.call(data, "package_id")) {
      if (!validate93(data.package_id, instancePath + "/package_id")) {
        vErrors = collect(vErrors, validate93.errors);
        errors = vErrors.length;
      }
    }
    if (data.months !== void 0 && func0.call(data, "months")) {
      let data8 = data.months;
      if (!(typeof data8 == "number" && (!(data8 % 1) && !isNaN(data8)) && isFinite(data8))) {
        const err13 = { instancePath: instancePath + "/months", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err13]);
        errors++;
      }
      if (typeof data8 == "number" && isFinite(data8)) {
        if (data8 < 1 || isNaN(data8)) {
          const err14 = { instancePath: instancePath + "/months", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
          vErrors = collect(vErrors, [err14]);
          errors++;
        }
      }
    }
    if (data.payment_url !== void 0 && func0.call(data, "payment_url")) {
      if (typeof data.payment_url !== "string") {
        const err15 = { instancePath: instancePath + "/payment_url", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err15]);
        errors++;
      }
    }
    if (data.created_at !== void 0 && func0.call(data, "created_at")) {
      if (!validate132(data.created_at, instancePath + "/created_at")) {
        vErrors = collect(vErrors, validate132.errors);
        errors = vErrors.length;
      }
    }
    if (data.updated_at !== void 0 && func0.call(data, "updated_at")) {
      if (!validate132(data.updated_at, instancePath + "/updated_at")) {
        vErrors = collect(vErrors, validate132.errors);
        errors = vErrors.length;
      }
    }
    if (data.expires_at !== void 0 && func0.call(data, "expires_at")) {
      if (!validate132(data.expires_at, instancePath + "/expires_at")) {
        vErrors = collect(vErrors, validate132.errors);
        errors = vErrors.length;
      }
    }
    if (data.paid_at !== void 0 && func0.call(data, "paid_at")) {
      if (!validate132(data.paid_at, instancePath + "/paid_at")) {
        vErrors = collect(vErrors, validate132.errors);
        errors = vErrors.length;
      }
    }
    if (data.closed_at !== void 0 && func0.call(data, "closed_at")) {
      if (!validate132(data.closed_at, instancePath + "/closed_at")) {
        vErrors = collect(vErrors, validate132.errors);
        errors = vErrors.length;
      }
    }
    if (data.refunded_at !== void 0 && func0.call(data, "refunded_at")) {
      if (!validate132(data.refunded_at, instancePath + "/refunded_at")) {
        vErrors = collect(vErrors, validate132.errors);
        errors = vErrors.length;
      }
    }
    if (data.refunded_amount !== void 0 && func0.call(data, "refunded_amount")) {
      let data16 = data.refunded_amount;
      if (typeof data16 == "number" && isFinite(data16)) {
        if (data16 > 1e8 || isNaN(data16)) {
          const err16 = { instancePath: instancePath + "/refunded_amount", keyword: "maximum", params: { comparison: "<=", limit: 1e8 } };
          vErrors = collect(vErrors, [err16]);
          errors++;
        }
        if (data16 < 1e-3 || isNaN(data16)) {
          const err17 = { instancePath: instancePath + "/refunded_amount", keyword: "minimum", params: { comparison: ">=", limit: 1e-3 } };
          vErrors = collect(vErrors, [err17]);
          errors++;
        }
      } else {
        const err18 = { instancePath: instancePath + "/refunded_amount", keyword: "type", params: { type: "number" } };
        vErrors = collect(vErrors, [err18]);
        errors++;
      }
    }
  } else {
    const err19 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err19]);
    errors++;
  }
  validate142.errors = vErrors;
  return errors === 0;
}
function validate141(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.data === void 0 || !func0.call(data, "data")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "data" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data.data !== void 0 && func0.call(data, "data")) {
      let data0 = data.data;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate142(data0[i0], instancePath + "/data/" + i0)) {
            vErrors = collect(vErrors, validate142.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err1 = { instancePath: instancePath + "/data", keyword: "type", params: { type: "array" } };
        vErrors = collect(vErrors, [err1]);
        errors++;
      }
    }
    if (data.next_cursor !== void 0 && func0.call(data, "next_cursor")) {
      if (typeof data.next_cursor !== "string") {
        const err2 = { instancePath: instancePath + "/next_cursor", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err2]);
        errors++;
      }
    }
  } else {
    const err3 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err3]);
    errors++;
  }
  validate141.errors = vErrors;
  return errors === 0;
}
function validate140(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (!validate141(data, instancePath)) {
    vErrors = collect(vErrors, validate141.errors);
    errors = vErrors.length;
  }
  validate140.errors = vErrors;
  return errors === 0;
}
var exact16 = validate158;
var schema66 = { "type": "string", "enum": ["none", "active", "expired"], "x-open-enum": true };
function validate161(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (typeof data !== "string") {
    const err0 = { instancePath, keyword: "type", params: { type: "string" } };
    vErrors = collect(vErrors, [err0]);
    errors++;
  }
  if (!(data === "none" || data === "active" || data === "expired")) {
    const err1 = { instancePath, keyword: "enum", params: { allowedValues: schema66.enum } };
    vErrors = collect(vErrors, [err1]);
    errors++;
  }
  validate161.errors = vErrors;
  return errors === 0;
}
function validate165(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.transaction_id === void 0 || !func0.call(data, "transaction_id")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "transaction_id" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data.order_id === void 0 || !func0.call(data, "order_id")) {
      const err1 = { instancePath, keyword: "required", params: { missingProperty: "order_id" } };
      vErrors = collect(vErrors, [err1]);
      errors++;
    }
    if (data.package_id === void 0 || !func0.call(data, "package_id")) {
      const err2 = { instancePath, keyword: "required", params: { missingProperty: "package_id" } };
      vErrors = collect(vErrors, [err2]);
      errors++;
    }
    if (data.months === void 0 || !func0.call(data, "months")) {
      const err3 = { instancePath, keyword: "required", params: { missingProperty: "months" } };
      vErrors = collect(vErrors, [err3]);
      errors++;
    }
    if (data.amount === void 0 || !func0.call(data, "amount")) {
      const err4 = { instancePath, keyword: "required", params: { missingProperty: "amount" } };
      vErrors = collect(vErrors, [err4]);
      errors++;
    }
    if (data.currency === void 0 || !func0.call(data, "currency")) {
      const err5 = { instancePath, keyword: "required", params: { missingProperty: "currency" } };
      vErrors = collect(vErrors, [err5]);
      errors++;
    }
    if (data.paid_at === void 0 || !func0.call(data, "paid_at")) {
      const err6 = { instancePath, keyword: "required", params: { missingProperty: "paid_at" } };
      vErrors = collect(vErrors, [err6]);
      errors++;
    }
    if (data.starts_at === void 0 || !func0.call(data, "starts_at")) {
      const err7 = { instancePath, keyword: "required", params: { missingProperty: "starts_at" } };
      vErrors = collect(vErrors, [err7]);
      errors++;
    }
    if (data.ends_at === void 0 || !func0.call(data, "ends_at")) {
      const err8 = { instancePath, keyword: "required", params: { missingProperty: "ends_at" } };
      vErrors = collect(vErrors, [err8]);
      errors++;
    }
    if (data.transaction_id !== void 0 && func0.call(data, "transaction_id")) {
      if (!validate70(data.transaction_id, instancePath + "/transaction_id")) {
        vErrors = collect(vErrors, validate70.errors);
        errors = vErrors.length;
      }
    }
    if (data.order_id !== void 0 && func0.call(data, "order_id")) {
      if (!validate60(data.order_id, instancePath + "/order_id")) {
        vErrors = collect(vErrors, validate60.errors);
        errors = vErrors.length;
      }
    }
    if (data.package_id !== void 0 && func0.call(data, "package_id")) {
      if (!validate93(data.package_id, instancePath + "/package_id")) {
        vErrors = collect(vErrors, validate93.errors);
        errors = vErrors.length;
      }
    }
    if (data.months !== void 0 && func0.call(data, "months")) {
      let data3 = data.months;
      if (!(typeof data3 == "number" && (!(data3 % 1) && !isNaN(data3)) && isFinite(data3))) {
        const err9 = { instancePath: instancePath + "/months", keyword: "type", params: { type: "integer" } };
        vErrors = collect(vErrors, [err9]);
        errors++;
      }
      if (typeof data3 == "number" && isFinite(data3)) {
        if (data3 < 1 || isNaN(data3)) {
          const err10 = { instancePath: instancePath + "/months", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
          vErrors = collect(vErrors, [err10]);
          errors++;
        }
      }
    }
    if (data.amount !== void 0 && func0.call(data, "amount")) {
      if (!validate62(data.amount, instancePath + "/amount")) {
        vErrors = collect(vErrors, validate62.errors);
        errors = vErrors.length;
      }
    }
    if (data.currency !== void 0 && func0.call(data, "currency")) {
      if (!validate75(data.currency, instancePath + "/currency")) {
        vErrors = collect(vErrors, validate75.errors);
        errors = vErrors.length;
      }
    }
    if (data.paid_at !== void 0 && func0.call(data, "paid_at")) {
      if (!validate132(data.paid_at, instancePath + "/paid_at")) {
        vErrors = collect(vErrors, validate132.errors);
        errors = vErrors.length;
      }
    }
    if (data.starts_at !== void 0 && func0.call(data, "starts_at")) {
      if (!validate132(data.starts_at, instancePath + "/starts_at")) {
        vErrors = collect(vErrors, validate132.errors);
        errors = vErrors.length;
      }
    }
    if (data.ends_at !== void 0 && func0.call(data, "ends_at")) {
      if (!validate132(data.ends_at, instancePath + "/ends_at")) {
        vErrors = collect(vErrors, validate132.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err11 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err11]);
    errors++;
  }
  validate165.errors = vErrors;
  return errors === 0;
}
function validate159(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.user_id === void 0 || !func0.call(data, "user_id")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "user_id" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data.status === void 0 || !func0.call(data, "status")) {
      const err1 = { instancePath, keyword: "required", params: { missingProperty: "status" } };
      vErrors = collect(vErrors, [err1]);
      errors++;
    }
    if (data.history === void 0 || !func0.call(data, "history")) {
      const err2 = { instancePath, keyword: "required", params: { missingProperty: "history" } };
      vErrors = collect(vErrors, [err2]);
      errors++;
    }
    if (data.user_id !== void 0 && func0.call(data, "user_id")) {
      if (!validate55(data.user_id, instancePath + "/user_id")) {
        vErrors = collect(vErrors, validate55.errors);
        errors = vErrors.length;
      }
    }
    if (data.status !== void 0 && func0.call(data, "status")) {
      if (!validate161(data.status, instancePath + "/status")) {
        vErrors = collect(vErrors, validate161.errors);
        errors = vErrors.length;
      }
    }
    if (data.package_id !== void 0 && func0.call(data, "package_id")) {
      if (!validate93(data.package_id, instancePath + "/package_id")) {
        vErrors = collect(vErrors, validate93.errors);
        errors = vErrors.length;
      }
    }
    if (data.expires_at !== void 0 && func0.call(data, "expires_at")) {
      if (!validate132(data.expires_at, instancePath + "/expires_at")) {
        vErrors = collect(vErrors, validate132.errors);
        errors = vErrors.length;
      }
    }
    if (data.history !== void 0 && func0.call(data, "history")) {
      let data4 = data.history;
      if (Array.isArray(data4)) {
        const len0 = data4.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate165(data4[i0], instancePath + "/history/" + i0)) {
            vErrors = collect(vErrors, validate165.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err3 = { instancePath: instancePath + "/history", keyword: "type", params: { type: "array" } };
        vErrors = collect(vErrors, [err3]);
        errors++;
      }
    }
  } else {
    const err4 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err4]);
    errors++;
  }
  validate159.errors = vErrors;
  return errors === 0;
}
function validate158(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (!validate159(data, instancePath)) {
    vErrors = collect(vErrors, validate159.errors);
    errors = vErrors.length;
  }
  validate158.errors = vErrors;
  return errors === 0;
}
var exact17 = validate176;
var schema69 = { "type": "object", "required": ["id", "type", "transaction_id", "order_id", "user_id", "status", "amount", "currency", "timestamp"], "properties": { "id": { "type": "string" }, "type": { "type": "string", "enum": ["payment.updated"], "x-open-enum": true }, "transaction_id": { "$ref": "#/components/schemas/TransactionId" }, "order_id": { "$ref": "#/components/schemas/OrderId" }, "user_id": { "$ref": "#/components/schemas/UserId" }, "status": { "$ref": "#/components/schemas/PaymentStatus" }, "amount": { "$ref": "#/components/schemas/Amount" }, "currency": { "$ref": "#/components/schemas/Currency" }, "timestamp": { "$ref": "#/components/schemas/Timestamp" } } };
function validate177(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.id === void 0 || !func0.call(data, "id")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "id" } };
      vErrors = collect(vErrors, [err0]);
      errors++;
    }
    if (data.type === void 0 || !func0.call(data, "type")) {
      const err1 = { instancePath, keyword: "required", params: { missingProperty: "type" } };
      vErrors = collect(vErrors, [err1]);
      errors++;
    }
    if (data.transaction_id === void 0 || !func0.call(data, "transaction_id")) {
      const err2 = { instancePath, keyword: "required", params: { missingProperty: "transaction_id" } };
      vErrors = collect(vErrors, [err2]);
      errors++;
    }
    if (data.order_id === void 0 || !func0.call(data, "order_id")) {
      const err3 = { instancePath, keyword: "required", params: { missingProperty: "order_id" } };
      vErrors = collect(vErrors, [err3]);
      errors++;
    }
    if (data.user_id === void 0 || !func0.call(data, "user_id")) {
      const err4 = { instancePath, keyword: "required", params: { missingProperty: "user_id" } };
      vErrors = collect(vErrors, [err4]);
      errors++;
    }
    if (data.status === void 0 || !func0.call(data, "status")) {
      const err5 = { instancePath, keyword: "required", params: { missingProperty: "status" } };
      vErrors = collect(vErrors, [err5]);
      errors++;
    }
    if (data.amount === void 0 || !func0.call(data, "amount")) {
      const err6 = { instancePath, keyword: "required", params: { missingProperty: "amount" } };
      vErrors = collect(vErrors, [err6]);
      errors++;
    }
    if (data.currency === void 0 || !func0.call(data, "currency")) {
      const err7 = { instancePath, keyword: "required", params: { missingProperty: "currency" } };
      vErrors = collect(vErrors, [err7]);
      errors++;
    }
    if (data.timestamp === void 0 || !func0.call(data, "timestamp")) {
      const err8 = { instancePath, keyword: "required", params: { missingProperty: "timestamp" } };
      vErrors = collect(vErrors, [err8]);
      errors++;
    }
    if (data.id !== void 0 && func0.call(data, "id")) {
      if (typeof data.id !== "string") {
        const err9 = { instancePath: instancePath + "/id", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err9]);
        errors++;
      }
    }
    if (data.type !== void 0 && func0.call(data, "type")) {
      let data1 = data.type;
      if (typeof data1 !== "string") {
        const err10 = { instancePath: instancePath + "/type", keyword: "type", params: { type: "string" } };
        vErrors = collect(vErrors, [err10]);
        errors++;
      }
      if (!(data1 === "payment.updated")) {
        const err11 = { instancePath: instancePath + "/type", keyword: "enum", params: { allowedValues: schema69.properties.type.enum } };
        vErrors = collect(vErrors, [err11]);
        errors++;
      }
    }
    if (data.transaction_id !== void 0 && func0.call(data, "transaction_id")) {
      if (!validate70(data.transaction_id, instancePath + "/transaction_id")) {
        vErrors = collect(vErrors, validate70.errors);
        errors = vErrors.length;
      }
    }
    if (data.order_id !== void 0 && func0.call(data, "order_id")) {
      if (!validate60(data.order_id, instancePath + "/order_id")) {
        vErrors = collect(vErrors, validate60.errors);
        errors = vErrors.length;
      }
    }
    if (data.user_id !== void 0 && func0.call(data, "user_id")) {
      if (!validate55(data.user_id, instancePath + "/user_id")) {
        vErrors = collect(vErrors, validate55.errors);
        errors = vErrors.length;
      }
    }
    if (data.status !== void 0 && func0.call(data, "status")) {
      if (!validate127(data.status, instancePath + "/status")) {
        vErrors = collect(vErrors, validate127.errors);
        errors = vErrors.length;
      }
    }
    if (data.amount !== void 0 && func0.call(data, "amount")) {
      if (!validate62(data.amount, instancePath + "/amount")) {
        vErrors = collect(vErrors, validate62.errors);
        errors = vErrors.length;
      }
    }
    if (data.currency !== void 0 && func0.call(data, "currency")) {
      if (!validate75(data.currency, instancePath + "/currency")) {
        vErrors = collect(vErrors, validate75.errors);
        errors = vErrors.length;
      }
    }
    if (data.timestamp !== void 0 && func0.call(data, "timestamp")) {
      if (!validate132(data.timestamp, instancePath + "/timestamp")) {
        vErrors = collect(vErrors, validate132.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err12 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect(vErrors, [err12]);
    errors++;
  }
  validate177.errors = vErrors;
  return errors === 0;
}
function validate176(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (!validate177(data, instancePath)) {
    vErrors = collect(vErrors, validate177.errors);
    errors = vErrors.length;
  }
  validate176.errors = vErrors;
  return errors === 0;
}
function collect(errors, found) {
  if (errors === null) return found;
  return errors.length < 20 ? errors.concat(found).slice(0, 20) : errors;
}

var runtime02 = ucs2length_default.default ?? ucs2length_default;
var filled0 = validate522;
function validate522(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 of Object.keys(data)) {
      const err0 = { instancePath, keyword: "additionalProperties", params: { additionalProperty: key0 } };
      vErrors = collect2(vErrors, [err0]);
      errors++;
    }
  } else {
    const err1 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect2(vErrors, [err1]);
    errors++;
  }
  validate522.errors = vErrors;
  return errors === 0;
}
var filled1 = validate53;
function validate53(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
  } else {
    const err0 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect2(vErrors, [err0]);
    errors++;
  }
  validate53.errors = vErrors;
  return errors === 0;
}
var filled2 = validate542;
var func02 = Object.prototype.hasOwnProperty;
var pattern32 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9_-]{1,64}$", "u");
function validate56(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (typeof data === "string") {
    if (!pattern32.test(data)) {
      const err0 = { instancePath, keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{1,64}$" } };
      vErrors = collect2(vErrors, [err0]);
      errors++;
    }
  } else {
    const err1 = { instancePath, keyword: "type", params: { type: "string" } };
    vErrors = collect2(vErrors, [err1]);
    errors++;
  }
  validate56.errors = vErrors;
  return errors === 0;
}
function validate542(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.transaction_id === void 0 || !func02.call(data, "transaction_id")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "transaction_id" } };
      vErrors = collect2(vErrors, [err0]);
      errors++;
    }
    for (const key0 of Object.keys(data)) {
      if (!(key0 === "transaction_id")) {
        const err1 = { instancePath, keyword: "additionalProperties", params: { additionalProperty: key0 } };
        vErrors = collect2(vErrors, [err1]);
        errors++;
      }
    }
    if (data.transaction_id !== void 0 && func02.call(data, "transaction_id")) {
      if (!validate56(data.transaction_id, instancePath + "/transaction_id")) {
        vErrors = collect2(vErrors, validate56.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err2 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect2(vErrors, [err2]);
    errors++;
  }
  validate542.errors = vErrors;
  return errors === 0;
}
var filled3 = validate582;
var pattern42 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9_-]{1,256}$", "u");
var schema25 = { "type": "string", "enum": ["creating", "pending", "failed", "closed", "paid", "refunded"] };
function validate592(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (typeof data !== "string") {
    const err0 = { instancePath, keyword: "type", params: { type: "string" } };
    vErrors = collect2(vErrors, [err0]);
    errors++;
  }
  if (!(data === "creating" || data === "pending" || data === "failed" || data === "closed" || data === "paid" || data === "refunded")) {
    const err1 = { instancePath, keyword: "enum", params: { allowedValues: schema25.enum } };
    vErrors = collect2(vErrors, [err1]);
    errors++;
  }
  validate592.errors = vErrors;
  return errors === 0;
}
function validate61(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (typeof data === "string") {
    if (!pattern32.test(data)) {
      const err0 = { instancePath, keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{1,64}$" } };
      vErrors = collect2(vErrors, [err0]);
      errors++;
    }
  } else {
    const err1 = { instancePath, keyword: "type", params: { type: "string" } };
    vErrors = collect2(vErrors, [err1]);
    errors++;
  }
  validate61.errors = vErrors;
  return errors === 0;
}
function validate582(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.limit === void 0) {
      data.limit = 20;
    }
    for (const key0 of Object.keys(data)) {
      if (!(key0 === "limit" || key0 === "cursor" || key0 === "status" || key0 === "order_id")) {
        const err0 = { instancePath, keyword: "additionalProperties", params: { additionalProperty: key0 } };
        vErrors = collect2(vErrors, [err0]);
        errors++;
      }
    }
    let data0 = data.limit;
    if (!(typeof data0 == "number" && (!(data0 % 1) && !isNaN(data0)) && isFinite(data0))) {
      const err1 = { instancePath: instancePath + "/limit", keyword: "type", params: { type: "integer" } };
      vErrors = collect2(vErrors, [err1]);
      errors++;
    }
    if (typeof data0 == "number" && isFinite(data0)) {
      if (data0 > 100 || isNaN(data0)) {
        const err2 = { instancePath: instancePath + "/limit", keyword: "maximum", params: { comparison: "<=", limit: 100 } };
        vErrors = collect2(vErrors, [err2]);
        errors++;
      }
      if (data0 < 1 || isNaN(data0)) {
        const err3 = { instancePath: instancePath + "/limit", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
        vErrors = collect2(vErrors, [err3]);
        errors++;
      }
    }
    if (data.cursor !== void 0 && func02.call(data, "cursor")) {
      let data1 = data.cursor;
      if (typeof data1 === "string") {
        if (!pattern42.test(data1)) {
          const err4 = { instancePath: instancePath + "/cursor", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{1,256}$" } };
          vErrors = collect2(vErrors, [err4]);
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/cursor", keyword: "type", params: { type: "string" } };
        vErrors = collect2(vErrors, [err5]);
        errors++;
      }
    }
    if (data.status !== void 0 && func02.call(data, "status")) {
      if (!validate592(data.status, instancePath + "/status")) {
        vErrors = collect2(vErrors, validate592.errors);
        errors = vErrors.length;
      }
    }
    if (data.order_id !== void 0 && func02.call(data, "order_id")) {
      if (!validate61(data.order_id, instancePath + "/order_id")) {
        vErrors = collect2(vErrors, validate61.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err6 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect2(vErrors, [err6]);
    errors++;
  }
  validate582.errors = vErrors;
  return errors === 0;
}
var filled4 = validate63;
var pattern62 = /* @__PURE__ */ new RegExp("^[A-Za-z0-9._@|:+-]{1,128}$", "u");
function validate642(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (typeof data === "string") {
    if (!pattern62.test(data)) {
      const err0 = { instancePath, keyword: "pattern", params: { pattern: "^[A-Za-z0-9._@|:+-]{1,128}$" } };
      vErrors = collect2(vErrors, [err0]);
      errors++;
    }
  } else {
    const err1 = { instancePath, keyword: "type", params: { type: "string" } };
    vErrors = collect2(vErrors, [err1]);
    errors++;
  }
  validate642.errors = vErrors;
  return errors === 0;
}
function validate63(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 of Object.keys(data)) {
      if (!(key0 === "user_id")) {
        const err0 = { instancePath, keyword: "additionalProperties", params: { additionalProperty: key0 } };
        vErrors = collect2(vErrors, [err0]);
        errors++;
      }
    }
    if (data.user_id !== void 0 && func02.call(data, "user_id")) {
      if (!validate642(data.user_id, instancePath + "/user_id")) {
        vErrors = collect2(vErrors, validate642.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err1 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect2(vErrors, [err1]);
    errors++;
  }
  validate63.errors = vErrors;
  return errors === 0;
}
var filled5 = validate66;
var func74 = runtime02;
var pattern72 = /* @__PURE__ */ new RegExp("^[0-9a-fA-F]{64}$", "u");
var pattern8 = /* @__PURE__ */ new RegExp("^evt_[A-Za-z0-9]{1,64}$", "u");
var pattern9 = /* @__PURE__ */ new RegExp("^[0-9]{1,12}$", "u");
function validate66(data, instancePath = "") {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data["x-signature"] === void 0 || !func02.call(data, "x-signature")) {
      const err0 = { instancePath, keyword: "required", params: { missingProperty: "x-signature" } };
      vErrors = collect2(vErrors, [err0]);
      errors++;
    }
    if (data["webhook-id"] === void 0 || !func02.call(data, "webhook-id")) {
      const err1 = { instancePath, keyword: "required", params: { missingProperty: "webhook-id" } };
      vErrors = collect2(vErrors, [err1]);
      errors++;
    }
    if (data["webhook-timestamp"] === void 0 || !func02.call(data, "webhook-timestamp")) {
      const err2 = { instancePath, keyword: "required", params: { missingProperty: "webhook-timestamp" } };
      vErrors = collect2(vErrors, [err2]);
      errors++;
    }
    if (data["webhook-signature"] === void 0 || !func02.call(data, "webhook-signature")) {
      const err3 = { instancePath, keyword: "required", params: { missingProperty: "webhook-signature" } };
      vErrors = collect2(vErrors, [err3]);
      errors++;
    }
    if (data["x-signature"] !== void 0 && func02.call(data, "x-signature")) {
      let data0 = data["x-signature"];
      if (typeof data0 === "string") {
        if (!pattern72.test(data0)) {
          const err4 = { instancePath: instancePath + "/x-signature", keyword: "pattern", params: { pattern: "^[0-9a-fA-F]{64}$" } };
          vErrors = collect2(vErrors, [err4]);
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/x-signature", keyword: "type", params: { type: "string" } };
        vErrors = collect2(vErrors, [err5]);
        errors++;
      }
    }
    if (data["webhook-id"] !== void 0 && func02.call(data, "webhook-id")) {
      let data1 = data["webhook-id"];
      if (typeof data1 === "string") {
        if (!pattern8.test(data1)) {
          const err6 = { instancePath: instancePath + "/webhook-id", keyword: "pattern", params: { pattern: "^evt_[A-Za-z0-9]{1,64}$" } };
          vErrors = collect2(vErrors, [err6]);
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/webhook-id", keyword: "type", params: { type: "string" } };
        vErrors = collect2(vErrors, [err7]);
        errors++;
      }
    }
    if (data["webhook-timestamp"] !== void 0 && func02.call(data, "webhook-timestamp")) {
      let data2 = data["webhook-timestamp"];
      if (typeof data2 === "string") {
        if (!pattern9.test(data2)) {
          const err8 = { instancePath: instancePath + "/webhook-timestamp", keyword: "pattern", params: { pattern: "^[0-9]{1,12}$" } };
          vErrors = collect2(vErrors, [err8]);
          errors++;
        }
      } else {
        const err9 = { instancePath: instancePath + "/webhook-timestamp", keyword: "type", params: { type: "string" } };
        vErrors = collect2(vErrors, [err9]);
        errors++;
      }
    }
    if (data["webhook-signature"] !== void 0 && func02.call(data, "webhook-signature")) {
      let data3 = data["webhook-signature"];
      if (typeof data3 === "string") {
        if (func74(data3) > 1024) {
          const err10 = { instancePath: instancePath + "/webhook-signature", keyword: "maxLength", params: { limit: 1024 } };
          vErrors = collect2(vErrors, [err10]);
          errors++;
        }
        if (func74(data3) < 1) {
          const err11 = { instancePath: instancePath + "/webhook-signature", keyword: "minLength", params: { limit: 1 } };
          vErrors = collect2(vErrors, [err11]);
          errors++;
        }
      } else {
        const err12 = { instancePath: instancePath + "/webhook-signature", keyword: "type", params: { type: "string" } };
        vErrors = collect2(vErrors, [err12]);
        errors++;
      }
    }
  } else {
    const err13 = { instancePath, keyword: "type", params: { type: "object" } };
    vErrors = collect2(vErrors, [err13]);
    errors++;
  }
  validate66.errors = vErrors;
  return errors === 0;
}
function collect2(errors, found) {
  if (errors === null) return found;
  return errors.length < 20 ? errors.concat(found).slice(0, 20) : errors;
}

var bodies = {
  createToken: exact0,
  createPayment: exact1,
  receiveNotification: exact2,
  refundPayment: exact3
};
var parameters = {
  createToken: { path: filled0, query: filled0, header: filled1 },
  listPackages: { path: filled0, query: filled0, header: filled1 },
  createPayment: { path: filled0, query: filled0, header: filled1 },
  receiveNotification: { path: filled0, query: filled0, header: filled1 },
  getPayment: { path: filled2, query: filled0, header: filled1 },
  closePayment: { path: filled2, query: filled0, header: filled1 },
  refundPayment: { path: filled2, query: filled0, header: filled1 },
  listPayments: { path: filled0, query: filled3, header: filled1 },
  getMembership: { path: filled0, query: filled4, header: filled1 }
};
var responses = {
  createToken: { 200: { body: exact4, headers: exact5 }, 400: { body: exact6, headers: exact5 }, 401: { body: exact6, headers: exact5 }, 403: { body: exact6, headers: exact7 }, 413: { body: exact6, headers: exact5 }, 415: { body: exact6, headers: exact5 }, 429: { body: exact6, headers: exact8 }, 500: { body: exact6, headers: exact5 }, 503: { body: exact6, headers: exact8 } },
  listPackages: { 200: { body: exact9, headers: exact5 }, 400: { body: exact6, headers: exact5 }, 403: { body: exact6, headers: exact7 }, 429: { body: exact6, headers: exact8 }, 500: { body: exact6, headers: exact5 }, 503: { body: exact6, headers: exact8 } },
  createPayment: { 200: { body: exact10, headers: exact11 }, 400: { body: exact6, headers: exact5 }, 401: { body: exact6, headers: exact5 }, 403: { body: exact6, headers: exact5 }, 409: { body: exact6, headers: exact12 }, 413: { body: exact6, headers: exact5 }, 415: { body: exact6, headers: exact5 }, 422: { body: exact6, headers: exact5 }, 429: { body: exact6, headers: exact8 }, 500: { body: exact6, headers: exact12 }, 503: { body: exact6, headers: exact8 } },
  receiveNotification: { 200: { body: exact13, headers: exact5 }, 400: { body: exact6, headers: exact5 }, 401: { body: exact6, headers: exact5 }, 403: { body: exact6, headers: exact7 }, 404: { body: exact6, headers: exact5 }, 413: { body: exact6, headers: exact5 }, 415: { body: exact6, headers: exact5 }, 429: { body: exact6, headers: exact8 }, 500: { body: exact6, headers: exact5 }, 503: { body: exact6, headers: exact8 } },
  getPayment: { 200: { body: exact14, headers: exact5 }, 400: { body: exact6, headers: exact5 }, 401: { body: exact6, headers: exact5 }, 403: { body: exact6, headers: exact7 }, 404: { body: exact6, headers: exact5 }, 429: { body: exact6, headers: exact8 }, 500: { body: exact6, headers: exact5 }, 503: { body: exact6, headers: exact8 } },
  closePayment: { 200: { body: exact14, headers: exact5 }, 400: { body: exact6, headers: exact5 }, 401: { body: exact6, headers: exact5 }, 403: { body: exact6, headers: exact7 }, 404: { body: exact6, headers: exact5 }, 409: { body: exact6, headers: exact12 }, 429: { body: exact6, headers: exact8 }, 500: { body: exact6, headers: exact12 }, 503: { body: exact6, headers: exact8 } },
  refundPayment: { 200: { body: exact14, headers: exact11 }, 400: { body: exact6, headers: exact5 }, 401: { body: exact6, headers: exact5 }, 403: { body: exact6, headers: exact5 }, 404: { body: exact6, headers: exact5 }, 409: { body: exact6, headers: exact12 }, 413: { body: exact6, headers: exact5 }, 415: { body: exact6, headers: exact5 }, 422: { body: exact6, headers: exact5 }, 429: { body: exact6, headers: exact8 }, 500: { body: exact6, headers: exact12 }, 503: { body: exact6, headers: exact8 } },
  listPayments: { 200: { body: exact15, headers: exact5 }, 400: { body: exact6, headers: exact5 }, 401: { body: exact6, headers: exact5 }, 403: { body: exact6, headers: exact7 }, 429: { body: exact6, headers: exact8 }, 500: { body: exact6, headers: exact5 }, 503: { body: exact6, headers: exact8 } },
  getMembership: { 200: { body: exact16, headers: exact5 }, 400: { body: exact6, headers: exact5 }, 401: { body: exact6, headers: exact5 }, 403: { body: exact6, headers: exact5 }, 429: { body: exact6, headers: exact8 }, 500: { body: exact6, headers: exact5 }, 503: { body: exact6, headers: exact8 } }
};
var headerTypes = { "x-request-id": "string", "x-ratelimit-limit": "integer", "x-ratelimit-remaining": "integer", "x-ratelimit-reset": "integer", "retry-after": "integer", "idempotent-replayed": "string" };
var webhookBodies = {
  paymentUpdated: exact17
};
var webhookParameters = {
  paymentUpdated: { path: filled0, query: filled0, header: filled5 }
};
export {
  bodies,
  headerTypes,
  parameters,
  responses,
  webhookBodies,
  webhookParameters
};
