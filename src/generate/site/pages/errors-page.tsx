import type { ComponentChildren, VNode } from "preact";
import { statusCodes } from "../../../../spec/registries/close-codes.ts";
import { type RequirementId, requirements } from "../../../../spec/requirements.ts";
import { closeCodeOf } from "../../../core/fault.ts";
import { defaultLimits, limitRequirements } from "../../../core/limits.ts";
import { requestRules } from "../../../core/opening/opening-request.ts";
import { responseRules } from "../../../core/opening/opening-response.ts";
import { listMisuses } from "../../evidence/errors/misuses.ts";
import { type ReportedFailure, reportedFailures } from "../../evidence/errors/reported-failures.ts";
import type { Material } from "../material/material.ts";
import { sourceHref } from "../page/addresses.ts";
import { htmlOf } from "../page/html.tsx";
import type { SitePage } from "../page/site-page.ts";
import { RequirementLine, RequirementLink } from "./requirement-words.tsx";

/** What an endpoint may report, by who is to blame: what it means, and what to do. */
export function errorsPage({ sources }: Material): SitePage {
  const reported = reportedFailures();
  const misuses = listMisuses(sources);
  return {
    path: "errors.html",
    title: "Errors",
    summary:
      "Everything that an endpoint may report, by who is to blame. A message ends with the section that was broken and the status code that the connection fails with.",
    part: "Code",
    navigation: "Errors",
    body: htmlOf(
      <>
        <Violations reported={reported.filter(({ failure }) => failure.blame === "peer")} />
        <Limits reported={reported.filter(({ failure }) => failure.blame === "policy")} />
        <Handshake />
        <h2 id="misuse">Misuse: the caller asked for something it may not do</h2>
        <p>
          <code>MisuseError</code>. Nothing was sent and the connection goes on; change the call.
        </p>
        <Table head={["what was asked for", "requirement", "found in"]}>
          {misuses.map(({ requirement, detail, file }) => (
            <tr>
              <td>{detail}</td>
              <td>
                <RequirementLine id={requirement} />
              </td>
              <td>
                <a class="mono" href={sourceHref(file)}>
                  {file.replace("src/", "")}
                </a>
              </td>
            </tr>
          ))}
        </Table>
        <StatusCodes />
      </>,
    ),
    search: [
      { kind: "page", title: "Errors", text: "ViolationError LimitExceededError MisuseError ImpossibleError" },
      ...reported.map(({ failure, message }) => ({
        kind: "error",
        title: failure.detail,
        text: `${message} ${requirements[failure.requirement].statement}`,
        anchor: anchorOf(failure.requirement),
      })),
    ],
  };
}

const anchorOf = (requirement: RequirementId): string => `error-${requirement.replaceAll("/", "-")}`;

const Table = ({ head, children }: { readonly head: readonly string[]; readonly children: ComponentChildren }): VNode => (
  <div class="scroll">
    <table class="stack">
      <thead>
        <tr>
          {head.map((heading) => (
            <th>{heading}</th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);

const Violations = ({ reported }: { readonly reported: readonly ReportedFailure[] }): VNode => (
  <>
    <h2 id="violations">Violations: the peer broke the RFC</h2>
    <p>
      <code>ViolationError</code>, and the event <code>failed</code>. The connection is over; a Close frame has told the peer why. Nothing
      on this side fixes it: report it to whoever wrote the peer, with the message and the bytes. Each message below is what a real endpoint
      says when it is given the bytes beside it right after the opening handshake.
    </p>
    <FailureTable reported={reported} />
  </>
);

const FailureTable = ({ reported }: { readonly reported: readonly ReportedFailure[] }): VNode => {
  const first = new Set(
    reported.filter((one, place) => reported.findIndex(({ failure }) => failure.requirement === one.failure.requirement) === place),
  );
  return (
    <Table head={["message", "bytes", "code", "requirement"]}>
      {reported.map((one) => (
        <tr {...(first.has(one) ? { id: anchorOf(one.failure.requirement) } : {})}>
          <td>{one.message}</td>
          <td>
            <code>{one.sample.bytes}</code>
            <p class="soft">
              to a {one.sample.to}
              {one.sample.compressed ? " with permessage-deflate in use" : ""}
              {Object.entries(one.sample.limits ?? {}).map(([name, value]) => ` with ${name} ${value}`)}
            </p>
          </td>
          <td>
            <a href={`#code-${one.failure.closeCode}`}>{one.failure.closeCode}</a>
          </td>
          <td>
            <RequirementLine id={one.failure.requirement} />
          </td>
        </tr>
      ))}
    </Table>
  );
};

const Limits = ({ reported }: { readonly reported: readonly ReportedFailure[] }): VNode => (
  <>
    <h2 id="limits">Limits: more than this endpoint accepts</h2>
    <p>
      <code>LimitExceededError</code>. Nobody broke the RFC. If the peer is right to send so much, raise the limit; these are the defaults,
      and the status code that answers what exceeds one:
    </p>
    <Table head={["limit", "default", "answered with"]}>
      {Object.entries(defaultLimits).map(([name, value]) => (
        <tr>
          <th>
            <code>{name}</code>
          </th>
          <td>{Number(value).toLocaleString("en-GB")}</td>
          <td>{answerTo(name)}</td>
        </tr>
      ))}
    </Table>
    <FailureTable reported={reported} />
  </>
);

const answerTo = (limit: string): string => {
  const requirement = (limitRequirements as Readonly<Record<string, RequirementId>>)[limit];
  if (requirement !== undefined) return `status code ${closeCodeOf(requirement)}`;
  return limit.startsWith("head") ? "HTTP status 431 from a server; a client gives up" : "the end of the transport";
};

const Handshake = (): VNode => (
  <>
    <h2 id="handshake">The opening handshake</h2>
    <p>
      A server refuses a request that breaks one of these with the HTTP status beside it, and reports the event <code>refused</code>. The
      first that is broken decides.
    </p>
    <Table head={["HTTP status", "requirement"]}>
      {requestRules.map(({ status, requirement }) => (
        <tr>
          <td>{status}</td>
          <td>
            <RequirementLine id={requirement} />
            <RequirementLink id={requirement} />
          </td>
        </tr>
      ))}
    </Table>
    <p>A client gives up the connection when the answer breaks one of these; no frame can be sent yet, so the status code is 1006.</p>
    <Table head={["requirement"]}>
      {responseRules.map(({ requirement }) => (
        <tr>
          <td>
            <RequirementLine id={requirement} />
            <RequirementLink id={requirement} />
          </td>
        </tr>
      ))}
    </Table>
  </>
);

const wireWords = { yes: "may be sent", never: "describes what was observed; never sent", reserved: "reserved; never sent" } as const;

const StatusCodes = (): VNode => (
  <>
    <h2 id="codes">Status codes</h2>
    <Table head={["code", "name", "in a Close frame"]}>
      {Object.entries(statusCodes).map(([code, { name, onTheWire, profiles }]) => (
        <tr id={`code-${code}`}>
          <th>{code}</th>
          <td>{name}</td>
          <td>
            {wireWords[onTheWire]}
            {profiles.includes("rfc6455") ? "" : "; registered after RFC 6455 was printed"}
          </td>
        </tr>
      ))}
    </Table>
  </>
);
