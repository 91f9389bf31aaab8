/** The anchor of a case's description on the overview. */
export const caseAnchor = (caseId: string): string => `case-${caseId.replaceAll(".", "-")}`;
