import { latin1FromBytes } from "../../core/bytes/text.ts";
import { beginsCaseJson, CaseJsonReader } from "./autobahn/case-json-reader.ts";
import { beginsCasePage, CasePageReader } from "./autobahn/case-page-reader.ts";
import { beginsDevtools, DevtoolsReader } from "./browser/devtools-reader.ts";
import { beginsHar, HarReader } from "./browser/har-reader.ts";
import { beginsNetLog, NetLogReader } from "./browser/net-log-reader.ts";
import { type CaptureOptions, CaptureReader } from "./capture/capture-reader.ts";
import { beginsPcap, PcapFile } from "./capture/pcap.ts";
import { beginsPcapng, PcapngFile } from "./capture/pcapng.ts";
import { beginsCurlTrace, CurlTraceReader } from "./dumps/curl-reader.ts";
import { beginsFollow, FollowReader } from "./dumps/follow-reader.ts";
import { beginsHex, HexReader } from "./dumps/hex-reader.ts";
import { beginsWebsocat, WebsocatReader } from "./dumps/websocat-reader.ts";
import { beginsFlows, FlowReader } from "./flows/flow-reader.ts";
import type { RecordingReader } from "./recording.ts";
import { beginsTranscript, TranscriptReader } from "./transcript/transcript-reader.ts";

/** A form of recordings, as it is known by its beginning. */
export interface RecordingForm {
  readonly name: string;
  /** Whether a file that begins with these bytes has this form. */
  readonly begins: (bytes: Uint8Array) => boolean;
  /** A reader for one file; what a capture is read with is of no use to the others. */
  readonly reader: (options?: CaptureOptions) => RecordingReader;
}

/** As many bytes of a file say which form it has. */
export const beginningBytes = 4096;

/** Every form that is read, the surest first. */
const forms: readonly RecordingForm[] = [
  { name: "pcap", begins: beginsPcap, reader: (options) => new CaptureReader(new PcapFile(), options) },
  { name: "pcapng", begins: beginsPcapng, reader: (options) => new CaptureReader(new PcapngFile(), options) },
  { name: "NetLog", begins: (bytes) => beginsNetLog(latin1FromBytes(bytes)), reader: () => new NetLogReader() },
  { name: "HAR", begins: (bytes) => beginsHar(latin1FromBytes(bytes)), reader: () => new HarReader() },
  { name: "DevTools events", begins: (bytes) => beginsDevtools(latin1FromBytes(bytes)), reader: () => new DevtoolsReader() },
  { name: "mitmproxy flows", begins: (bytes) => beginsFlows(latin1FromBytes(bytes)), reader: () => new FlowReader() },
  { name: "transcript", begins: (bytes) => beginsTranscript(latin1FromBytes(bytes)), reader: () => new TranscriptReader() },
  { name: "case JSON", begins: (bytes) => beginsCaseJson(latin1FromBytes(bytes)), reader: () => new CaseJsonReader() },
  { name: "case page", begins: (bytes) => beginsCasePage(latin1FromBytes(bytes)), reader: () => new CasePageReader() },
  { name: "tshark follow", begins: (bytes) => beginsFollow(latin1FromBytes(bytes)), reader: () => new FollowReader() },
  { name: "curl --trace", begins: (bytes) => beginsCurlTrace(latin1FromBytes(bytes)), reader: () => new CurlTraceReader() },
  { name: "websocat log", begins: (bytes) => beginsWebsocat(latin1FromBytes(bytes)), reader: () => new WebsocatReader() },
  { name: "hex", begins: (bytes) => beginsHex(latin1FromBytes(bytes)), reader: () => new HexReader() },
];

/** The names of the forms, for people. */
export const formNames: readonly string[] = forms.map(({ name }) => name);

/** The form of the recording that begins with these bytes, up to `beginningBytes` of them. */
export const recognised = (beginning: Uint8Array): RecordingForm | undefined => forms.find(({ begins }) => begins(beginning));
