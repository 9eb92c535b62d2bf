-- The store of audits, format 1. Documented in docs/audit.md; any change of it is a new format.
-- Texts that recur (findings, actions, labels) stand once in `phrase`.

CREATE TABLE store (format INTEGER NOT NULL, made_by TEXT NOT NULL);

CREATE TABLE ruleset (            -- the rules of some runs, as far as reports need them
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE     -- of the rules, vocabulary and engine; equal digests give equal results
);
CREATE TABLE instrument (
  ruleset INTEGER NOT NULL REFERENCES ruleset,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  status TEXT NOT NULL,           -- draft, effective, repealed
  PRIMARY KEY (ruleset, name)
) WITHOUT ROWID;
CREATE TABLE rule (
  id INTEGER PRIMARY KEY,
  ruleset INTEGER NOT NULL REFERENCES ruleset,
  position INTEGER NOT NULL,      -- in the order of the instruments
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  instrument TEXT NOT NULL,
  citation TEXT NOT NULL,
  duty TEXT NOT NULL,             -- must, consider, principle, endeavour, should, may
  force TEXT NOT NULL,            -- strict, plain, soft; empty unless duty is must
  weight TEXT NOT NULL,           -- major, moderate, minor
  node TEXT NOT NULL,             -- what it is about; of pairs two names with a space between
  UNIQUE (ruleset, name)
);
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  ruleset INTEGER NOT NULL REFERENCES ruleset,
  jichim TEXT NOT NULL,
  as_of TEXT NOT NULL,            -- a date, or submitted
  options TEXT NOT NULL,          -- JSON
  started TEXT NOT NULL,          -- UTC, for people; no result depends on it
  finished TEXT,                  -- empty while it runs
  given INTEGER NOT NULL,
  repeated INTEGER NOT NULL,
  passed_over TEXT NOT NULL       -- JSON: files of folders that are no plans, by suffix
);
CREATE TABLE review (             -- the review of one text with one ruleset as of one day
  id INTEGER PRIMARY KEY,
  ruleset INTEGER NOT NULL REFERENCES ruleset,
  content TEXT NOT NULL,          -- SHA-256 of the bytes of the plan, and how they are read
  asked TEXT NOT NULL,            -- the as-of of the run: a date, or submitted
  as_of TEXT NOT NULL,
  plan TEXT,                      -- as the plan calls itself
  city TEXT,
  met INTEGER NOT NULL,
  not_met INTEGER NOT NULL,
  undetermined INTEGER NOT NULL,
  not_applicable INTEGER NOT NULL,
  warnings TEXT NOT NULL,         -- JSON
  UNIQUE (ruleset, content, asked)
);
CREATE TABLE entry (              -- one plan that was given to a run: reviewed or not usable, never both
  run INTEGER NOT NULL REFERENCES run,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  content TEXT,
  review INTEGER REFERENCES review,
  reused INTEGER NOT NULL DEFAULT 0,
  problems TEXT,                  -- JSON: why it has no review
  PRIMARY KEY (run, name),
  CHECK ((review IS NULL) <> (problems IS NULL))
) WITHOUT ROWID;
CREATE INDEX entry_review ON entry (review);
CREATE TABLE phrase (id INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE);
CREATE TABLE subject (
  review INTEGER NOT NULL REFERENCES review ON DELETE CASCADE,
  number INTEGER NOT NULL,        -- 0 is the plan
  node TEXT NOT NULL,
  name TEXT NOT NULL,
  place TEXT NOT NULL,            -- line:column in the plan
  field TEXT NOT NULL,            -- canonical names, each with a space on both sides; empty if none
  stage TEXT NOT NULL,
  PRIMARY KEY (review, number)
) WITHOUT ROWID;
CREATE TABLE outcome (            -- every rule of every review; a rule without a row was not in force
  review INTEGER NOT NULL REFERENCES review ON DELETE CASCADE,
  rule INTEGER NOT NULL REFERENCES rule,
  met INTEGER NOT NULL,
  not_met INTEGER NOT NULL,
  undetermined INTEGER NOT NULL,
  not_applicable INTEGER NOT NULL,
  codes TEXT NOT NULL,            -- a letter for each subject in the order of the plan: M N U A
  causes TEXT NOT NULL,           -- not-stated:3 needs-judgement:1 …
  PRIMARY KEY (review, rule)
) WITHOUT ROWID;
CREATE TABLE finding (
  review INTEGER NOT NULL REFERENCES review ON DELETE CASCADE,
  number INTEGER NOT NULL,        -- in reading order
  rule INTEGER NOT NULL REFERENCES rule,
  subject INTEGER NOT NULL,
  about INTEGER NOT NULL REFERENCES phrase,   -- the subject as findings call it (pairs too)
  level TEXT NOT NULL,            -- violation, evidence, departure, recommendation, advice, undetermined
  text INTEGER NOT NULL REFERENCES phrase,
  evidence TEXT NOT NULL,
  action INTEGER REFERENCES phrase,
  who INTEGER REFERENCES phrase,
  due TEXT,
  PRIMARY KEY (review, number)
) WITHOUT ROWID;
CREATE INDEX finding_rule ON finding (rule);
CREATE TABLE decision (
  review INTEGER NOT NULL REFERENCES review ON DELETE CASCADE,
  name TEXT NOT NULL,
  subject INTEGER NOT NULL,
  about TEXT NOT NULL,
  title TEXT NOT NULL,
  value TEXT,
  cause TEXT,
  PRIMARY KEY (review, name, subject, about)
) WITHOUT ROWID;
CREATE TABLE supplement (         -- a field that a review waits for
  review INTEGER NOT NULL REFERENCES review ON DELETE CASCADE,
  subject INTEGER NOT NULL,
  path INTEGER NOT NULL REFERENCES phrase,
  label INTEGER NOT NULL REFERENCES phrase,
  PRIMARY KEY (review, subject, path)
) WITHOUT ROWID;
