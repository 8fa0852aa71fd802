-- From an earlier version, which did not tell the names of one file from copies, and could write numbers that no program
-- in JavaScript reads back: a file dated 2256 kept its library shut. The next scan looks at those files again.

alter table file add column identity text;

update file set modified = max(-9007199254740991, min(9007199254740991, modified))
where modified not between -9007199254740991 and 9007199254740991;
update file set size = 9007199254740991 where size > 9007199254740991;
update companion set size = 9007199254740991 where size > 9007199254740991;
update operation_file set modified = max(-9007199254740991, min(9007199254740991, modified))
where modified not between -9007199254740991 and 9007199254740991;
update operation_file set bytes = 9007199254740991 where bytes > 9007199254740991;
