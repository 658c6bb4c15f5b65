-- Units and ends of months
date_trunc('millisecond', TIMESTAMP '2024-02-29 12:34:56.789')
date_trunc('second', TIMESTAMP '2024-02-29 12:34:56.789')
date_trunc('MINUTE', TIMESTAMP '2024-02-29 12:34:56.789')
date_trunc('hour', TIMESTAMP '1969-12-31 23:59:59.999')
date_trunc('day', TIMESTAMP '2024-02-29 12:34:56.789')
date_trunc('week', TIMESTAMP '2024-01-07 23:59:59')
date_trunc('week', DATE '2024-01-01')
date_trunc('month', DATE '2024-02-29')
date_trunc('quarter', DATE '2024-06-30')
date_trunc('year', DATE '1969-12-31')
date_trunc('day', CAST(NULL AS timestamp))
date_trunc('day', TIMESTAMP '2024-03-31 05:00:00 Europe/Berlin')
date_trunc('hour', TIMESTAMP '2024-10-27 01:30:00 UTC' AT TIME ZONE 'Europe/Berlin')
date_trunc('month', TIMESTAMP '2024-03-31 23:30:00 UTC' AT TIME ZONE 'Europe/Istanbul')
date_trunc('day', TIMESTAMP '2018-11-04 10:00:00 America/Sao_Paulo')
date_trunc('hour', TIMESTAMP '2024-02-29 12:34:56 Asia/Kolkata')
date_add('month', 1, DATE '2024-01-31')
date_add('month', -1, DATE '2024-03-31')
date_add('month', 13, DATE '2023-01-31')
date_add('quarter', 1, DATE '2023-11-30')
date_add('year', 1, DATE '2024-02-29')
date_add('year', -4, DATE '2024-02-29')
date_add('week', 2, DATE '2024-02-20')
date_add('day', -60, DATE '2024-03-01')
date_add('millisecond', 86400001, TIMESTAMP '2024-02-28 23:59:59.999')
date_add('second', -1, TIMESTAMP '2024-01-01 00:00:00')
date_add('minute', 90, TIMESTAMP '2024-01-01 00:00:00')
date_add('hour', 25, TIMESTAMP '2024-02-28 23:00:00')
date_add('month', 1, TIMESTAMP '2024-01-31 10:00:00.5')
date_add('day', 1, TIMESTAMP '2024-03-30 12:00:00 Europe/Berlin')
date_add('hour', 24, TIMESTAMP '2024-03-30 12:00:00 Europe/Berlin')
date_add('day', 1, TIMESTAMP '2024-03-30 02:30:00 Europe/Berlin')
date_add('day', NULL, DATE '2024-01-01')
date_add('month', 3000000000, DATE '2024-01-01')
date_diff('month', DATE '2024-01-31', DATE '2024-02-29')
date_diff('month', DATE '2024-02-29', DATE '2024-01-31')
date_diff('month', DATE '2024-01-30', DATE '2024-02-29')
date_diff('month', DATE '2024-02-29', DATE '2024-03-28')
date_diff('month', DATE '2024-02-29', DATE '2024-03-31')
date_diff('month', DATE '2023-02-28', DATE '2024-02-28')
date_diff('month', DATE '2024-03-31', DATE '2024-02-29')
date_diff('month', DATE '2024-04-30', DATE '2024-01-31')
date_diff('month', TIMESTAMP '2024-01-31 10:00:00', TIMESTAMP '2024-02-29 09:00:00')
date_diff('month', TIMESTAMP '2024-01-15 10:00:00', TIMESTAMP '2024-02-15 09:59:59.999')
date_diff('month', TIMESTAMP '2024-02-29 09:00:00', TIMESTAMP '2024-01-31 10:00:00')
date_diff('year', DATE '2024-02-29', DATE '2025-02-28')
date_diff('year', DATE '2024-02-29', DATE '2028-02-28')
date_diff('year', DATE '2025-02-28', DATE '2024-02-29')
date_diff('year', DATE '2023-03-01', DATE '2024-02-29')
date_diff('year', DATE '2023-02-28', DATE '2024-02-28')
date_diff('quarter', DATE '2024-01-31', DATE '2024-04-30')
date_diff('quarter', DATE '2024-04-30', DATE '2024-01-31')
date_diff('week', DATE '2024-01-01', DATE '2024-01-14')
date_diff('week', DATE '2024-01-14', DATE '2024-01-01')
date_diff('day', TIMESTAMP '2024-01-01 23:00:00', TIMESTAMP '2024-01-02 22:59:59')
date_diff('day', TIMESTAMP '2024-01-02 22:59:59', TIMESTAMP '2024-01-01 23:00:00')
date_diff('hour', TIMESTAMP '2024-01-01 00:59:59', TIMESTAMP '2024-01-01 03:00:00')
date_diff('minute', TIMESTAMP '2024-01-01 00:00:30', TIMESTAMP '2024-01-01 00:02:29')
date_diff('second', TIMESTAMP '2024-01-01 00:00:00.900', TIMESTAMP '2024-01-01 00:00:02.100')
date_diff('millisecond', TIMESTAMP '1969-12-31 23:59:59.999', TIMESTAMP '1970-01-01 00:00:00.001')
date_diff('day', TIMESTAMP '2024-03-30 12:00:00 Europe/Berlin', TIMESTAMP '2024-03-31 12:00:00 Europe/Berlin')
date_diff('hour', TIMESTAMP '2024-03-30 12:00:00 Europe/Berlin', TIMESTAMP '2024-03-31 12:00:00 Europe/Berlin')
date_diff('day', TIMESTAMP '2024-03-30 23:30:00 UTC', TIMESTAMP '2024-04-01 01:00:00 Europe/Berlin')
date_diff('day', DATE '2024-01-01', NULL)
-- Parts
year(DATE '2024-12-30')
year_of_week(DATE '2024-12-30')
week(DATE '2024-12-30')
week(DATE '2023-01-01')
year_of_week(DATE '2023-01-01')
week(DATE '2020-12-31')
day_of_week(DATE '2024-01-07')
day_of_year(DATE '2024-12-31')
quarter(DATE '2024-03-31')
hour(TIMESTAMP '2024-07-01 23:30:00 UTC' AT TIME ZONE 'Europe/Istanbul')
day(TIMESTAMP '2024-07-01 23:30:00 UTC' AT TIME ZONE 'Europe/Istanbul')
hour(TIMESTAMP '2024-03-31 00:59:59 UTC' AT TIME ZONE 'Europe/Berlin')
hour(TIMESTAMP '2024-03-31 01:00:00 UTC' AT TIME ZONE 'Europe/Berlin')
minute(TIMESTAMP '2024-03-31 01:00:00 UTC' AT TIME ZONE 'Asia/Kathmandu')
millisecond(TIMESTAMP '1969-12-31 23:59:59.250')
second(TIMESTAMP '1969-12-31 23:59:59.250')
hour(TIME '23:59:58.123')
millisecond(TIME '23:59:58.123')
year(CAST(NULL AS date))
EXTRACT(DOW FROM DATE '2024-01-07')
EXTRACT(YEAR_OF_WEEK FROM DATE '2024-12-30')
timezone_hour(TIMESTAMP '2024-07-01 12:00:00 America/St_Johns')
timezone_minute(TIMESTAMP '2024-07-01 12:00:00 America/St_Johns')
timezone_hour(TIMESTAMP '2024-07-01 12:00:00 -05:30')
timezone_minute(TIMESTAMP '2024-07-01 12:00:00 -05:30')
last_day_of_month(DATE '2023-02-01')
last_day_of_month(TIMESTAMP '2024-02-10 23:00:00')
last_day_of_month(TIMESTAMP '2024-01-31 23:30:00 UTC' AT TIME ZONE 'Europe/Istanbul')
date(TIMESTAMP '2024-01-31 23:30:00 UTC' AT TIME ZONE 'Europe/Istanbul')
date('2024-2-9')
date('x')
date(' 2024-02-09 ')
-- Formats in the notation of MySQL
date_format(TIMESTAMP '2024-01-05 01:02:03.789', '%a|%b|%c|%d|%e|%f|%H|%h|%I|%i|%j|%k|%l|%M|%m|%p|%r|%S|%s|%T|%v|%W|%x|%Y|%y|%%|%Q|x')
date_format(TIMESTAMP '2024-12-30 13:45:00', '%x-%v %l %p %h')
date_format(TIMESTAMP '2024-12-30 00:00:00', '%h %I %l %k %H')
date_format(TIMESTAMP '2024-12-30 12:00:00', '%h %I %l %k %H %p')
date_format(TIMESTAMP '0099-01-01 00:00:00', '%Y %y')
date_format(TIMESTAMP '2024-01-05 01:02:03.789', '')
date_format(TIMESTAMP '2024-01-05 01:02:03.789', 'é %')
date_format(TIMESTAMP '2024-01-05 23:02:03 UTC' AT TIME ZONE 'Europe/Istanbul', '%Y-%m-%d %H')
date_format(CAST(NULL AS timestamp), '%Y')
date_format(TIMESTAMP '2024-01-05 00:00:00', '%D')
date_parse('2024-1-5', '%Y-%m-%d')
date_parse('5 jan 24', '%e %b %y')
date_parse('5 JANUARY 69', '%e %M %y')
date_parse('70-01-01', '%y-%m-%d')
date_parse('2024-01-05 01:02:03.5 PM', '%Y-%m-%d %h:%i:%s.%f %p')
date_parse('2024-01-05 12:02:03 AM', '%Y-%m-%d %h:%i:%s %p')
date_parse('20240105', '%Y%m%d')
date_parse('2024-02-30', '%Y-%m-%d')
date_parse('2024-02-29 24:00:00', '%Y-%m-%d %H:%i:%s')
date_parse('2024-060', '%Y-%j')
date_parse('12:34', '%H:%i')
date_parse('2024', '%Y')
date_parse('', '%Y')
date_parse('2024-01-05 ', '%Y-%m-%d')
date_parse('2024-01-05x', '%Y-%m-%d')
date_parse('2024-13-05', '%Y-%m-%d')
date_parse(NULL, '%Y-%m-%d')
date_parse('01/05/2024 13:45:59', '%c/%e/%Y %T')
date_parse('2024-01-05 10:11:12.123456', '%Y-%m-%d %H:%i:%s.%f')
-- Formats in the notation of Joda-Time
format_datetime(TIMESTAMP '2024-01-05 01:02:03.789', 'G C Y x w e E y D M d a K h H k m s S z Z')
format_datetime(TIMESTAMP '2024-01-05 01:02:03.789', 'YYYY yyyy yy xx ww ee EEEE DDD MM MMM MMMM dd aa KK hh HH kk mm ss SS SSS SSSSSS ZZ ZZZ zzzz ''T'' ''''')
format_datetime(TIMESTAMP '2024-12-30 00:00:00', 'K h H k xxxx-ww')
format_datetime(TIMESTAMP '2024-12-30 12:00:00', 'K h H k a')
format_datetime(TIMESTAMP '2024-07-05 01:02:03.789 Europe/Berlin', 'yyyy-MM-dd HH:mm Z ZZ ZZZ')
format_datetime(TIMESTAMP '2024-07-05 01:02:03.789 -05:30', 'yyyy-MM-dd HH:mm Z ZZ')
format_datetime(TIMESTAMP '0099-01-01 00:00:00', 'yyyy yy y')
format_datetime(TIMESTAMP '2024-01-05 01:02:03', 'b')
format_datetime(TIMESTAMP '2024-01-05 01:02:03', '''unclosed')
parse_datetime('2024-01-05 01:02 +0300', 'yyyy-MM-dd HH:mm Z')
parse_datetime('2024-01-05 01:02 +03:00', 'yyyy-MM-dd HH:mm Z')
parse_datetime('2024-01-05', 'YYYY-MM-dd')
parse_datetime('2024-1-5 1:2', 'yyyy-MM-dd HH:mm')
parse_datetime('Jan 5, 2024', 'MMM d, yyyy')
parse_datetime('Friday 5 January 2024', 'EEEE d MMMM yyyy')
parse_datetime('05/01/24', 'dd/MM/yy')
parse_datetime('20240105T010203', 'yyyyMMdd''T''HHmmss')
parse_datetime('2024-01-05 13:00:00.25', 'yyyy-MM-dd HH:mm:ss.SSS')
parse_datetime('x', 'yyyy')
parse_datetime('2024-01-05 11 PM', 'yyyy-MM-dd hh a')
parse_datetime('2024-01-05 24', 'yyyy-MM-dd kk')
-- Seconds since 1970 and ISO 8601
from_unixtime(0)
from_unixtime(-0.001)
from_unixtime(1709210096.7894)
from_unixtime(1709210096.7895)
from_unixtime(-1.5)
from_unixtime(1709210096, 'Europe/Istanbul')
from_unixtime(CAST(NULL AS double))
from_unixtime(nan())
to_unixtime(TIMESTAMP '1969-12-31 23:59:59.250')
to_unixtime(TIMESTAMP '2024-02-29 12:00:00 Europe/Istanbul')
from_iso8601_date('2024-02-29')
from_iso8601_date('2024-060')
from_iso8601_date('2024-W09-4')
from_iso8601_date('2024-02')
from_iso8601_date('2024')
from_iso8601_date('2023-02-29')
from_iso8601_date('x')
from_iso8601_timestamp('2024-01-05T01:02:03.123456+02:00')
from_iso8601_timestamp('2024-01-05')
from_iso8601_timestamp('2024-01-05T01')
from_iso8601_timestamp('2024-01-05T01:02Z')
from_iso8601_timestamp('2024-01-05T01:02:03,5-0330')
from_iso8601_timestamp('2024-W03-2T01:02:03Z')
from_iso8601_timestamp('2024-01-05 01:02:03')
from_iso8601_timestamp('2024-01-05T25:00:00Z')
from_iso8601_timestamp('2024-01-05T01:02:03+02')
to_iso8601(DATE '2024-02-29')
to_iso8601(TIMESTAMP '2024-01-05 01:02:03')
to_iso8601(TIMESTAMP '2024-01-05 01:02:03 Europe/Berlin')
to_iso8601(TIMESTAMP '2024-01-05 01:02:03 -03:30')
TIMESTAMP '2024-02-29 12:00:00 UTC' AT TIME ZONE 'America/New_York'
with_timezone(TIMESTAMP '2024-03-30 02:30:00', 'Europe/Berlin') => CAST('2024-03-30 02:30:00.000 Europe/Berlin' AS timestamp with time zone)
with_timezone(TIMESTAMP '2024-10-27 02:30:00', 'Europe/Berlin') => CAST('2024-10-27 02:30:00.000 Europe/Berlin' AS timestamp with time zone)
with_timezone(TIMESTAMP '2024-07-01 12:00:00', '+05:30') => CAST('2024-07-01 12:00:00.000 +05:30' AS timestamp with time zone)
at_timezone(TIMESTAMP '2024-02-29 12:00:00 UTC', '-08:00')
to_milliseconds(INTERVAL '1' DAY + INTERVAL '2' HOUR)
to_milliseconds(INTERVAL '-1' SECOND)
-- Times and intervals
DATE '2024-01-31' + INTERVAL '1' DAY
DATE '2024-01-31' + INTERVAL '1' MONTH
DATE '2024-03-31' - INTERVAL '1' MONTH
DATE '2024-02-29' - INTERVAL '1' YEAR
DATE '2024-01-31' + INTERVAL '1' HOUR
TIMESTAMP '2024-02-28 23:00:00' + INTERVAL '2' HOUR
TIMESTAMP '2024-03-30 12:00:00 Europe/Berlin' + INTERVAL '1' DAY
TIMESTAMP '2024-01-31 12:00:00 Europe/Berlin' + INTERVAL '2' MONTH
INTERVAL '1' DAY + TIMESTAMP '2024-02-28 23:00:00'
DATE '2024-03-01' - DATE '2024-02-01'
TIMESTAMP '2024-03-01 12:00:00' - TIMESTAMP '2024-02-01 00:00:00.5'
INTERVAL '1' DAY * 3
INTERVAL '3' HOUR / 2
INTERVAL '1' DAY - INTERVAL '25' HOUR
INTERVAL '1' DAY = INTERVAL '24' HOUR
INTERVAL '40' DAY > INTERVAL '1' DAY
DATE '2024-01-01' < TIMESTAMP '2024-01-01 00:00:01'
TIMESTAMP '2024-01-01 12:00:00 UTC' = TIMESTAMP '2024-01-01 15:00:00 Europe/Istanbul'
-- Where clocks show an hour twice, the offset stays what it was
date_add('day', 1, TIMESTAMP '2024-10-26 02:30:00 Europe/Berlin')
to_unixtime(date_add('day', 1, TIMESTAMP '2024-10-26 02:30:00 Europe/Berlin'))
to_unixtime(date_add('day', -1, TIMESTAMP '2024-10-28 02:30:00 Europe/Berlin'))
to_unixtime(date_add('month', 1, TIMESTAMP '2024-09-27 02:30:00 Europe/Berlin'))
to_unixtime(TIMESTAMP '2024-09-27 02:30:00 Europe/Berlin' + INTERVAL '1' MONTH)
to_unixtime(TIMESTAMP '2024-11-27 02:30:00 Europe/Berlin' - INTERVAL '1' MONTH)
date_add('day', 1, TIMESTAMP '2024-03-30 02:30:00 Europe/Berlin')
date_diff('day', TIMESTAMP '2024-10-26 12:00:00 Europe/Berlin', TIMESTAMP '2024-10-27 11:59:59 Europe/Berlin')
date_trunc('hour', TIMESTAMP '2024-10-27 00:45:00 UTC' AT TIME ZONE 'Europe/Berlin') = TIMESTAMP '2024-10-27 00:00:00 UTC'
CAST(TIMESTAMP '2024-10-27 00:45:00 UTC' AT TIME ZONE 'Europe/Berlin' AS varchar)
greatest(TIMESTAMP '2024-01-01 12:00:00 UTC', TIMESTAMP '2024-01-01 15:00:00 Asia/Tokyo') = TIMESTAMP '2024-01-01 12:00:00 UTC'
TIMESTAMP '2024-02-29 12:00:00.123 Asia/Tokyo'
DATE '2024-02-29' = CAST('2024-02-29' AS date)
-- intervals and times of day
TIME '01:02:03' + INTERVAL '1' HOUR
TIME '01:02:03' - INTERVAL '2' HOUR
TIME '23:30:00' + INTERVAL '1' HOUR
TIME '01:02:03' + INTERVAL '1' DAY
TIME '01:02:03' + INTERVAL '1' MONTH
TIME '01:02:03' - INTERVAL '1' YEAR
INTERVAL '1' HOUR + TIME '01:02:03'
TIME '01:02:03' - TIME '01:00:00'
TIME '01:00:00' - TIME '01:02:03.004'
TIME '01:00:00' - CAST(NULL AS time)
TIME '01:02' < TIME '01:03'
date_trunc('hour', TIME '01:02:03')
date_trunc('minute', TIME '01:02:03.456')
date_trunc('second', TIME '01:02:03.456')
date_trunc('day', TIME '01:02:03.456')
date_add('hour', 23, TIME '01:02:03.456')
date_add('millisecond', -5000000, TIME '01:02:03.456')
date_add('day', 1, TIME '01:02:03.456')
date_diff('minute', TIME '01:02:03', TIME '03:04:00')
date_diff('minute', TIME '01:02:03', TIME '03:01:02')
date_diff('hour', TIME '03:04:00', TIME '01:02:03')
date_diff('millisecond', TIME '03:04:00', TIME '01:02:03.004')
date_diff('day', TIME '03:04:00', TIME '01:02:03')
1.5e0 * INTERVAL '1' DAY
INTERVAL '1' DAY * 1.5e0
INTERVAL '1' DAY / 1.5e0
INTERVAL '1' DAY / 2
INTERVAL '1' DAY * 1.5
3 * INTERVAL '1' DAY
INTERVAL '1' SECOND * 0.0015e0
INTERVAL '1' SECOND * 0.0017e0
INTERVAL '1' SECOND * -0.0017e0
INTERVAL '1' SECOND / 0.7e0
INTERVAL '1' SECOND / 3
INTERVAL '-1' SECOND / 3
INTERVAL '1' DAY * CAST(NULL AS double)
INTERVAL '1' DAY / CAST(NULL AS double)
INTERVAL '1' YEAR * 2
2 * INTERVAL '1' YEAR
INTERVAL '1' YEAR / 2
INTERVAL '1' YEAR / 5
INTERVAL '1' YEAR * 1.5e0
1.26e0 * INTERVAL '1' YEAR
INTERVAL '1' YEAR / 1.7e0
INTERVAL '-7' MONTH / 2
INTERVAL '7' MONTH / 4
INTERVAL '1' MONTH * 1.9e0
INTERVAL '1' MONTH * -1.9e0
INTERVAL '1' MONTH * CAST(NULL AS bigint)
-INTERVAL '14' MONTH
EXTRACT(DAY FROM INTERVAL '3' DAY)
EXTRACT(HOUR FROM INTERVAL '3 02:05:06.789' DAY TO SECOND)
EXTRACT(MINUTE FROM INTERVAL '3 02:05:06.789' DAY TO SECOND)
EXTRACT(SECOND FROM INTERVAL '3 02:05:06.789' DAY TO SECOND)
EXTRACT(YEAR FROM INTERVAL '3-2' YEAR TO MONTH)
EXTRACT(MONTH FROM INTERVAL '3-2' YEAR TO MONTH)
EXTRACT(YEAR FROM INTERVAL '-14' MONTH)
EXTRACT(MONTH FROM INTERVAL '-14' MONTH)
EXTRACT(HOUR FROM -INTERVAL '30' HOUR)
EXTRACT(DAY FROM -INTERVAL '30' HOUR)
EXTRACT(DAY FROM CAST(NULL AS timestamp) - TIMESTAMP '2024-01-01 00:00:00')
EXTRACT(HOUR FROM TIMESTAMP '2024-01-03 05:06:07' - TIMESTAMP '2024-01-01 00:00:00')
EXTRACT(DAY FROM DATE '2024-03-01' - DATE '2024-02-01')
millisecond(INTERVAL '3 02:05:06.789' DAY TO SECOND)
millisecond(INTERVAL '-1.005' SECOND)
day(INTERVAL '3' DAY)
day_of_month(INTERVAL '3' DAY)
hour(INTERVAL '30' HOUR)
minute(INTERVAL '30' HOUR)
second(INTERVAL '90.5' SECOND)
year(INTERVAL '3' YEAR)
month(INTERVAL '3-2' YEAR TO MONTH)
CAST(INTERVAL '3 02:05:06.789' DAY TO SECOND AS varchar)
CAST(INTERVAL '-3 02:05:06.789' DAY TO SECOND AS varchar)
CAST(INTERVAL '0' SECOND AS varchar)
CAST(INTERVAL '-0.001' SECOND AS varchar)
CAST(INTERVAL '400' DAY AS varchar)
CAST(INTERVAL '3-2' YEAR TO MONTH AS varchar)
CAST(INTERVAL '-14' MONTH AS varchar)
CAST(INTERVAL '-2' MONTH AS varchar)
CAST(INTERVAL '0' MONTH AS varchar)
CAST(CAST(NULL AS timestamp) - TIMESTAMP '2024-01-01 00:00:00' AS varchar)
CAST(TIMESTAMP '2024-01-03 05:06:07' - TIMESTAMP '2024-01-01 00:00:00' AS varchar)
array_join(ARRAY[INTERVAL '1' DAY, INTERVAL '36' HOUR], ', ')
TIMESTAMP '2024-02-29 12:00:00' AT TIME ZONE INTERVAL '3' HOUR
TIMESTAMP '2024-02-29 12:00:00 UTC' AT TIME ZONE INTERVAL '03:30' HOUR TO MINUTE
TIMESTAMP '2024-02-29 12:00:00 UTC' AT TIME ZONE INTERVAL '-3' HOUR
TIMESTAMP '2024-02-29 12:00:00 UTC' AT TIME ZONE INTERVAL '0' HOUR
hour(TIMESTAMP '2024-02-29 12:00:00 UTC' AT TIME ZONE INTERVAL '-3' HOUR)
TIMESTAMP '2024-02-29 12:00:00 UTC' AT TIME ZONE INTERVAL '20' HOUR
TIMESTAMP '2024-02-29 12:00:00 UTC' AT TIME ZONE INTERVAL '30' SECOND
from_unixtime(1709210096, 5, 30)
from_unixtime(1709210096, -5, 0)
from_unixtime(1709210096, -5, -30)
from_unixtime(1709210096.5, 0, 0)
from_unixtime(1709210096.5, 20, 0)
hour(from_unixtime(1709210096, 5, 30))
parse_duration('42.8ms')
parse_duration('1.5h')
parse_duration('10 s')
parse_duration('10 us')
parse_duration('0.5ms')
parse_duration('1d')
parse_duration(' 1 d')
parse_duration('1.23456 m')
parse_duration('1.0005 s')
parse_duration('1.0015 s')
parse_duration('2.5ms')
parse_duration('100 ns')
parse_duration('1000000 ns')
parse_duration('-1 d')
parse_duration('1e3 s')
parse_duration('')
parse_duration('5')
parse_duration('5 S')
parse_duration('10 x')
parse_duration(NULL)
