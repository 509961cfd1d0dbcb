// Generated from openapi.yaml by `npm run generate`. Do not edit.
export interface ValidationError {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
}
export interface Validate {
  (value: unknown): boolean;
  errors?: ValidationError[] | null;
}
export declare const body_createToken: Validate;
export declare const path_createToken: Validate;
export declare const query_createToken: Validate;
export declare const path_listPackages: Validate;
export declare const query_listPackages: Validate;
export declare const body_createPayment: Validate;
export declare const path_createPayment: Validate;
export declare const query_createPayment: Validate;
export declare const body_receiveNotification: Validate;
export declare const path_receiveNotification: Validate;
export declare const query_receiveNotification: Validate;
export declare const path_getPayment: Validate;
export declare const query_getPayment: Validate;
export declare const path_closePayment: Validate;
export declare const query_closePayment: Validate;
export declare const path_listPayments: Validate;
export declare const query_listPayments: Validate;
export declare const path_getMembership: Validate;
export declare const query_getMembership: Validate;
export declare const answer_Token: Validate;
export declare const answer_Error: Validate;
export declare const answer_PackageList: Validate;
export declare const answer_PaymentCreated: Validate;
export declare const answer_NotificationReceipt: Validate;
export declare const answer_Payment: Validate;
export declare const answer_PaymentList: Validate;
export declare const answer_Membership: Validate;
export declare const webhook_paymentUpdated: Validate;
