/** Section 5.2: seven bits say a payload length, but for the two values that announce a longer form. */
const longerForms = 2;

/** Section 5.2: the longest payload whose length the second byte of a header says itself. */
export const shortLengthMax = 0x7f - longerForms;

/** Section 5.5: the longest payload of a control frame. */
export const controlPayloadMax = 125;

/** Section 5.5.1: the bytes of the status code that the body of a Close frame begins with. */
export const statusCodeBytes = 2;

/** Section 5.5.1: the longest reason of a Close frame, in bytes of UTF-8. */
export const closeReasonBytesMax = controlPayloadMax - statusCodeBytes;
