/** The two sides of a connection (RFC 6455, section 2). */
export type Role = "client" | "server";
