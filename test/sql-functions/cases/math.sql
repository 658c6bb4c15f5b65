abs(BIGINT '-9223372036854775808')
abs(-1.50)
abs(NULL)
abs(-1e0)
abs(TINYINT '-5')
ceil(-1.5)
ceil(123.45)
ceil(1.5e0)
ceil(5)
floor(-1.5)
floor(123.45)
floor(-1.5e0)
floor(99.99)
round(2.5e0)
round(-2.5e0)
round(0.5e0)
round(-0.5e0)
round(2.5)
round(-2.45, 1)
round(9.99, 1)
round(99.95, 1)
round(25.55, -1)
round(123.456e0, 2)
round(123.456e0, -1)
round(1.005e0, 2)
round(2.675e0, 2)
round(1e300, 2)
round(nan())
round(infinity(), 1)
round(15, -1)
round(-15)
round(BIGINT '9223372036854775807', -1)
round(0.49999999999999994e0)
round(NULL, 2)
truncate(2.7e0)
truncate(-2.7e0)
truncate(-2.567, 1)
truncate(123.45)
truncate(123.456e0, 1)
truncate(123.456e0, -1)
truncate(-25.55)
truncate(25.55, 0)
truncate(0.55)
sign(-2.5)
sign(-2.5e0)
sign(0)
sign(nan())
sign(0.0)
mod(5, -3)
mod(-5, 3)
mod(-5.5, 2)
mod(5e0, 0e0)
mod(5, 0)
mod(BIGINT '-9223372036854775808', -1)
sqrt(-1)
sqrt(0)
cbrt(-27)
ln(0)
ln(-1)
ln(1)
log2(8)
log2(0)
log10(0)
log10(1000)
exp(1000)
exp(-1000)
power(2, 3)
power(-8, 1e0/3)
power(0, -1)
power(0, 0)
power(1, nan())
power(nan(), 0)
acos(2)
asin(-2)
atan2(0, -1)
cos(infinity())
sin(0)
tan(1)
degrees(pi())
radians(180)
e()
is_nan(nan())
is_finite(infinity())
is_infinite(-infinity())
to_base(255, 16)
to_base(-5, 2)
to_base(0, 36)
to_base(5, 1)
from_base('ff', 16)
from_base('-101', 2)
from_base('Zz', 36)
from_base('zz', 16)
from_base('', 10)
from_base('9223372036854775808', 10)
width_bucket(5e0, 0e0, 10e0, 5)
width_bucket(-1e0, 0e0, 10e0, 5)
width_bucket(10e0, 0e0, 10e0, 5)
width_bucket(5e0, 10e0, 0e0, 5)
width_bucket(5e0, 0e0, 10e0, 0)
width_bucket(3e0, ARRAY[1e0,2e0,4e0])
width_bucket(0e0, ARRAY[1e0,2e0,4e0])
width_bucket(4e0, ARRAY[1e0,2e0,4e0])
wilson_interval_lower(10, 100, 1.96e0)
wilson_interval_upper(0, 100, 1.96e0)
wilson_interval_lower(10, 5, 1.96e0)
bit_count(7, 64)
bit_count(-1, 64)
bit_count(-7, 8)
bit_count(200, 8)
bitwise_and(19, 25)
bitwise_or(-1, 5)
bitwise_xor(19, 25)
bitwise_not(-1)
bitwise_left_shift(1, 33)
bitwise_left_shift(1, 31)
bitwise_left_shift(BIGINT '1', 63)
bitwise_left_shift(BIGINT '3', 63)
bitwise_left_shift(-5, 2)
bitwise_left_shift(TINYINT '127', 1)
bitwise_right_shift(-1, 1)
bitwise_right_shift(BIGINT '-1', 1)
bitwise_right_shift(8, 2)
bitwise_right_shift_arithmetic(-8, 1)
bitwise_right_shift_arithmetic(BIGINT '-8', 70)
greatest(1, NULL)
greatest(1, 2.5)
greatest('a', 'B')
greatest(nan(), 1e0)
greatest(DATE '2024-01-01', TIMESTAMP '2024-01-01 00:00:01')
least(1, 2.5)
least('b', 'a', 'c')
5 / 2
-5 / 2
5 / -2
5 % -3
-5 % 3
7.0 / 2
1 / 3.0
2.00 / 3
-2.00 / 3
10.0 / 3.00
1.00 / 0.03
1.5 * 2.25
1.5 + 2
1.25 - 2.5
10 % 2.5
1 / 0
1 % 0
5.0 / 0
5.0 % 0.0
1e0 / 0
0e0 / 0
5e0 % 0
9223372036854775807 + 1
2147483647 + 1
BIGINT '-9223372036854775808' - 1
2147483647 * 2
-(-2147483647 - 1)
TINYINT '100' + TINYINT '100'
99999999999999999999999999999999999999 + 1
0.1 + 0.2
0.1e0 + 0.2e0
1 = 1.0
1 < 1.5e0
nan() = 1e0
NULL = NULL
1 + NULL
DECIMAL '12345678901234567890.12' * DECIMAL '2.5'
BIGINT '-9223372036854775808' / -1
1.00 / 3.0000000000
DECIMAL '99999999999999999999.99' * DECIMAL '99999999999999999999.99'
DECIMAL '0.00000000000000000001' * DECIMAL '0.00000000000000000001'
123456789.123 / 0.001
-0.5 % 0.3
ln(nan())
power(1, infinity())
round(-1.005e0, 2)
round(123.456, 5)
round(0.05)
truncate(1e300, 2)
truncate(nan(), 1)
floor(DECIMAL '99999999999999999999999999999999999999')
abs(REAL '-1.5')
REAL '1.5' + 1
normal_cdf(0, 1, -5)
normal_cdf(0, 1, -1.96)
normal_cdf(0, 1, 0)
normal_cdf(0, 1, 0.001)
normal_cdf(0, 1, 3)
normal_cdf(0, 1, 8)
normal_cdf(0, 1, 100)
normal_cdf(0, 1, -100)
normal_cdf(10, 2.5, 12)
normal_cdf(0, 1, nan())
normal_cdf(nan(), 1, 0)
normal_cdf(0, 1, infinity())
normal_cdf(0, 1, -infinity())
normal_cdf(0, 0, 1)
normal_cdf(0, -1, 1)
normal_cdf(0, nan(), 0)
normal_cdf(0, 1, NULL)
great_circle_distance(36.12, -86.67, 33.94, -118.40)
great_circle_distance(0, 0, 0, 0)
great_circle_distance(0, 180, 0, 0)
great_circle_distance(90, 0, -90, 0)
great_circle_distance(41.01, 28.97, 41.02, 28.98)
great_circle_distance(100, 0, 0, 0)
great_circle_distance(0, 200, 0, 0)
great_circle_distance(0, 0, -91, 0)
great_circle_distance(nan(), 0, 0, 0)
great_circle_distance(0, 0, 0, NULL)
