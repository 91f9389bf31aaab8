import { Utf8Validator } from "../../core/message/utf8-validator.ts";

/** Whether bytes are complete, valid UTF-8. */
export const isUtf8 = (bytes: Uint8Array): boolean => new Utf8Validator().accepts(bytes, true);
