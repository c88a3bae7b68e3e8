import { useWords } from "../ui/language.ts";
import { vehicleWords } from "./vehicle-words.ts";

/** How a terminal's positions get here, with this server's own addresses; the key only while it is known. */
export function HowToConnect({
  terminalId,
  secret,
}: {
  terminalId: string;
  secret: string | null;
}) {
  const say = useWords(vehicleWords);
  const { origin, hostname } = location;
  const key = secret ?? `<${say.keyPlace}>`;
  const example = `curl -X POST ${origin}/api/positions \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d '{"positions":[{"at":"${new Date().toISOString()}","lng":112.57,"lat":26.89,"speedKmh":8,"headingDegrees":90,"isWorking":true}]}'`;
  return (
    <details className="vehicle-connect" open={secret !== null} data-print="hide">
      <summary>{say.howTo}</summary>
      <h4>{say.how808}</h4>
      <dl className="fleet-facts">
        <div>
          <dt>{say.how808Host}</dt>
          <dd>{hostname}</dd>
        </div>
        <div>
          <dt>{say.how808Port}</dt>
          <dd>
            7611 <small>{say.how808PortSays}</small>
          </dd>
        </div>
        <div>
          <dt>{say.how808Number}</dt>
          <dd>{terminalId}</dd>
        </div>
      </dl>
      <h4>{say.howPhone}</h4>
      <dl className="fleet-facts">
        <div>
          <dt>{say.howPhoneUrl}</dt>
          <dd>
            <code>{origin}/api/positions/osmand</code>
          </dd>
        </div>
        <div>
          <dt>{say.howPhoneId}</dt>
          <dd>{secret ?? say.howPhoneKey}</dd>
        </div>
      </dl>
      <h4>{say.howHttp}</h4>
      <pre>{example}</pre>
    </details>
  );
}
