/**
 * A ledger on PostgreSQL after the design of pgledger. Accounts know their balance and version, and each transfer has
 * two entries. One function makes transfers and entries; it locks both accounts in the order of their ids. Added to
 * that design: a key that counts once, as the ledger's commands have one. Accounts with `may_owe` are the issuers.
 */
export const transfersSchema = `
DROP SCHEMA IF EXISTS vafa_bench CASCADE;
CREATE SCHEMA vafa_bench;
SET search_path = vafa_bench;

CREATE TABLE accounts (
  id bigint PRIMARY KEY,
  balance numeric NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 0,
  may_owe boolean NOT NULL
);
CREATE TABLE transfers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE,
  from_account bigint NOT NULL REFERENCES accounts,
  to_account bigint NOT NULL REFERENCES accounts,
  amount numeric NOT NULL CHECK (amount > 0),
  reference text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE entries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account bigint NOT NULL REFERENCES accounts,
  transfer bigint NOT NULL REFERENCES transfers,
  amount numeric NOT NULL,
  balance_before numeric NOT NULL,
  balance_after numeric NOT NULL,
  account_version bigint NOT NULL
);
CREATE INDEX ON entries (account, id);
CREATE INDEX ON entries (transfer);

CREATE FUNCTION transfer(key_ text, from_ bigint, to_ bigint, amount_ numeric, reference_ text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  made bigint;
  giver accounts%ROWTYPE;
  taker accounts%ROWTYPE;
BEGIN
  PERFORM 1 FROM accounts WHERE id IN (from_, to_) ORDER BY id FOR UPDATE;
  UPDATE accounts SET balance = balance - amount_, version = version + 1 WHERE id = from_ RETURNING * INTO giver;
  IF giver.balance < 0 AND NOT giver.may_owe THEN RAISE EXCEPTION 'balance_too_low'; END IF;
  UPDATE accounts SET balance = balance + amount_, version = version + 1 WHERE id = to_ RETURNING * INTO taker;
  INSERT INTO transfers (key, from_account, to_account, amount, reference) VALUES (key_, from_, to_, amount_, reference_) RETURNING id INTO made;
  INSERT INTO entries (account, transfer, amount, balance_before, balance_after, account_version) VALUES
    (from_, made, -amount_, giver.balance + amount_, giver.balance, giver.version),
    (to_, made, amount_, taker.balance - amount_, taker.balance, taker.version);
  RETURN made;
END
$$;
`;
