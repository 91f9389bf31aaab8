import type { Role } from "../../../spec/role.ts";

export const otherRole = (role: Role): Role => (role === "client" ? "server" : "client");
