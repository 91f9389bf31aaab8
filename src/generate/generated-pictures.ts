import { statechartSvg } from "./machine/statechart/statechart-svg.ts";

/** The generated pictures of the repository: path from the root, and text. The layout engine has to be loaded first, hence the promise. */
export async function generatedPictures(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ["docs/generated/statechart-client.svg", await statechartSvg("client")],
    ["docs/generated/statechart-server.svg", await statechartSvg("server")],
  ]);
}
