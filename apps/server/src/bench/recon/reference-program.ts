// The floor: both files in, one full outer join, every class out to a file. DuckDB with one thread, in a process of its own.
import { DuckDBInstance } from "@duckdb/node-api";
import { reportMeasured } from "./measured.ts";

const [ours = "", statement = "", classes = ""] = process.argv.slice(2);

const JOIN = `COPY (
  SELECT coalesce(l.syssn, t.syssn) AS syssn, CASE WHEN t.syssn IS NULL THEN 'MISSING_INTERNAL' WHEN l.syssn IS NULL THEN 'MISSING_EXTERNAL'
    WHEN upper(t.kind) <> l.line_type THEN 'TYPE_MISMATCH' WHEN t.respcd <> '0000' THEN 'STATUS_MISMATCH' WHEN t.currency <> l.txcurrcd THEN 'CURRENCY_MISMATCH'
    WHEN t.mchid <> l.mchid THEN 'ACCOUNT_MISMATCH' WHEN t.amount <> l.gross_amount THEN 'AMOUNT_MISMATCH' ELSE 'MATCHED' END AS class
  FROM read_csv('${ours}', header = true, types = {'syssn': 'VARCHAR', 'respcd': 'VARCHAR', 'amount': 'DECIMAL(18,2)'}) t
  FULL OUTER JOIN read_csv('${statement}', header = true, comment = '#', types = {'syssn': 'VARCHAR', 'origssn': 'VARCHAR', 'out_trade_no': 'VARCHAR',
    'chnlsn': 'VARCHAR', 'pay_type': 'VARCHAR', 'fee_rate': 'VARCHAR', 'gross_amount': 'DECIMAL(18,2)', 'fee_amount': 'DECIMAL(18,2)',
    'net_amount': 'DECIMAL(18,2)', 'exchange_rate': 'VARCHAR', 'settle_amount': 'VARCHAR', 'remark': 'VARCHAR'}) l ON l.syssn = t.syssn
) TO '${classes}' (HEADER)`;

const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();
const started = performance.now();
const result = await connection.run(JOIN);
reportMeasured({ ms: performance.now() - started, rows: result.rowsChanged });
